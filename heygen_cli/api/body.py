"""Bodies of requests: how long they may be, and how slowly they may come."""

from __future__ import annotations

import asyncio
import time

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope

LARGEST = 1024 * 1024  # bytes; a storyboard of a thousand scenes has a third of it
LARGEST_FILE = 33 * 1024 * 1024  # bytes, of an upload with its form
# Where files are sent to, and not only words about them.
_FILES = ("/v3/assets", "/v1/asset", "/create")
LARGEST_DIRECT = 2 * 1024**3  # bytes; a file that is sent by itself is never in memory as a whole
_DIRECT = "/media/uploads/"
_PATIENCE_S = 20.0
_SLOWEST = 16 * 1024  # bytes a second, beyond the time that everybody has


class Body:
    """What a request sends after its headers. Raises HTTPException (413, 408) for too much, and for too slowly.

    The exception is Starlette's, since FastAPI takes any other that comes while it reads for broken JSON.
    """

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self._receive = receive
        self._most = _most(scope["path"])
        self._began = time.monotonic()
        self._size = 0
        self._whole = False
        length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not length.isdigit() or int(length) > self._most:
            raise self._too_large()

    async def receive(self) -> Message:
        """The next part; once all are there, whatever happens to the connection."""
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout(self._left):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408, "The body came too slowly", headers={"Connection": "close"}) from None
        self._size += len(message.get("body", b""))
        if self._size > self._most:
            raise self._too_large()
        self._whole = not message.get("more_body", False)
        return message

    @property
    def _left(self) -> float:
        return self._began + _PATIENCE_S + self._size / _SLOWEST - time.monotonic()

    def _too_large(self) -> HTTPException:
        return HTTPException(413, f"A body may have {self._most:,} bytes here")


def _most(path: str) -> int:
    if path.startswith(_DIRECT):
        return LARGEST_DIRECT
    return LARGEST_FILE if path.startswith(_FILES) else LARGEST


async def whole(receive: Receive) -> bytes:
    """All of a body."""
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)
