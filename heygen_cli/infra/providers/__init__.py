"""Services in other people's hands, each behind one of our ports."""
