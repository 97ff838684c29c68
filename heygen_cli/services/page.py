"""Cutting a list into pages that a token continues."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from heygen_cli.domain.cursor import cursor, last_of
from heygen_cli.domain.errors import InvalidInput

T = TypeVar("T")
LARGEST = 100  # items, as in HeyGen's API


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some items of a list, and the token for the next ones."""

    items: tuple[T, ...]
    next_token: str | None = None


def cut(items: Sequence[T], *, limit: int, token: str | None, key: Callable[[T], str]) -> Page[T]:
    """The page after the item that ``token`` names, or the first one; raises InvalidInput for a foreign token."""
    if not 1 <= limit <= LARGEST:
        raise InvalidInput(f"--limit must be from 1 to {LARGEST}", param="--limit")
    start = _start(items, token, key) if token else 0
    shown = tuple(items[start : start + limit])
    more = start + limit < len(items)
    return Page(shown, cursor(key(shown[-1])) if more else None)


def _start(items: Sequence[T], token: str, key: Callable[[T], str]) -> int:
    try:
        return [key(item) for item in items].index(last_of(token, "page")) + 1
    except (InvalidInput, ValueError) as problem:
        raise InvalidInput(
            "This token does not belong to this list",
            param="--token",
            hint="Use the next_token of the page before, with the same filters.",
        ) from problem
