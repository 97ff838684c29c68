"""Cursors: where a list goes on. They hold the last id that was shown, so that what is added shifts no page."""

from __future__ import annotations

import base64

from heygen_cli.domain.errors import InvalidInput


def cursor(last: str) -> str:
    """The token that continues a list after an id."""
    return base64.urlsafe_b64encode(last.encode()).decode().rstrip("=")


def last_of(token: str, what: str, *, begins: str = "") -> str:
    """The id in a token; raises InvalidInput unless it was made by a list of these things."""
    try:
        last = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True).decode()
    except ValueError:
        last = ""
    if not last or not last.startswith(begins):
        raise InvalidInput(
            f"This token was not made by a {what} list", param="--token", hint="use the next_token of the page before"
        )
    return last
