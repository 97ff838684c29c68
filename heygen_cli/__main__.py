"""``python -m heygen_cli`` is ``heygen``."""

import sys

from heygen_cli._entry import main

if __name__ == "__main__":
    sys.exit(main())
