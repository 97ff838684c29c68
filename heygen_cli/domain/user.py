"""Who uses the program: people with an e-mail address, a role, and rows that are theirs alone."""

from __future__ import annotations

# The person whose machine it is: whoever may run commands on it without signing in.
LOCAL = "local"
