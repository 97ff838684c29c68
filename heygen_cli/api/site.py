"""What the routes of one server share: the services, the writer, the links, where films and uploads lie."""

from __future__ import annotations

import hashlib
import hmac
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import Request

if TYPE_CHECKING:
    from heygen_cli.api.writer import Writer
    from heygen_cli.bootstrap import Toolkit

LINK_LIFE_S = 24 * 3600


@dataclass
class Site:
    """One server. ``key`` is what clients send, None when anyone may ask; ``secret`` signs links."""

    kit: Toolkit
    writer: Writer
    key: str | None
    secret: bytes
    legacy: bool = True

    @property
    def films(self) -> Path:
        """Where films of requests go."""
        return self.kit.settings.folders.data / "films"

    @property
    def assets(self) -> Path:
        """Where uploads lie."""
        return self.kit.settings.folders.data / "assets"

    def link(self, request: Request, path: str) -> str:
        """An address below /media that works for a day, and only as it is."""
        expires = int(time.time()) + LINK_LIFE_S
        query = urlencode({"expires": expires, "signature": self.sign(path, expires)})
        return f"{str(request.base_url).rstrip('/')}/media/{path}?{query}"

    def sign(self, path: str, expires: int) -> str:
        """What makes a link valid."""
        return hmac.new(self.secret, f"{path}\n{expires}".encode(), hashlib.sha256).hexdigest()[:32]

    def permits(self, path: str, expires: int, signature: str) -> bool:
        """Whether a link is one of ours, and still good."""
        wanted = self.sign(path, expires).encode()
        return expires > time.time() and hmac.compare_digest(wanted, signature.encode())


async def site(request: Request) -> Site:
    """The site a request came to."""
    found: Site = request.app.state.site
    return found


def secret_in(path: Path) -> bytes:
    """A secret of this installation, made when there is none yet; only its owner may read it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(os.urandom(32).hex().encode())
    return path.read_bytes()
