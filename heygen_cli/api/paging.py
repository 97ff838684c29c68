"""Lists, page by page, as HeyGen writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Query

Limit = Annotated[int, Query(ge=1, le=100)]
Token = Annotated[str | None, Query(max_length=300)]


def page(data: Sequence[dict[str, Any]], token: str | None) -> dict[str, Any]:
    """A page, and the token that continues the list."""
    return {"data": list(data), "has_more": token is not None, "next_token": token}
