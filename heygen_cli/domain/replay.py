"""An answer that is kept under the key of its request, to be given again when the request comes again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """What a request under a key is answered, and the ``place`` where that is kept."""

    place: str
    status: int
    body: bytes
    content_type: str


@dataclass(frozen=True)
class Kept:
    """``digest`` is that of the request's body: the same key for another request is a mistake."""

    digest: str
    status: int
    body: bytes
    content_type: str
