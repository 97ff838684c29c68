"""What the routes of one server share: the services, the writer, the links, where films and uploads lie."""

from __future__ import annotations

import hashlib
import hmac
import os
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import Request
from starlette.requests import HTTPConnection

if TYPE_CHECKING:
    from heygen_cli.api.auth import Caller
    from heygen_cli.api.writer import Writer
    from heygen_cli.bootstrap import Toolkit

LINK_LIFE_S = 24 * 3600
_SAME_S = 3600
_USERS_AT_ONCE = 1000  # whose services are kept ready


@dataclass
class Site:
    """One server, for everyone or as one caller sees it.

    ``key`` is that of the person of this machine, None when anyone may ask; ``secret`` signs links. With ``open``
    strangers may make accounts.
    """

    kit: Toolkit
    writer: Writer
    key: str | None
    secret: bytes
    legacy: bool = True
    open: bool = False
    visitor: Caller | None = None
    _kits: dict[str, Toolkit] = field(default_factory=dict)

    def seen_by(self, caller: Caller) -> Site:
        """The site with the rows of a caller alone."""
        kit = self._kits.get(caller.user)
        if kit is None:
            if len(self._kits) >= _USERS_AT_ONCE:
                self._kits.clear()
            kit = self._kits[caller.user] = self.kit.of(caller.user)
        return replace(self, kit=kit, visitor=caller)

    @property
    def caller(self) -> Caller:
        """Who asks; there is one wherever a key or a session is asked for."""
        assert self.visitor is not None
        return self.visitor

    @property
    def films(self) -> Path:
        """Where films of requests go."""
        return self.kit.settings.folders.data / "films"

    @property
    def assets(self) -> Path:
        """Where uploads lie."""
        return self.kit.settings.folders.data / "assets"

    def link(self, request: Request, path: str, *, life: int = LINK_LIFE_S) -> str:
        """An address below /media that works for a day, or as long as is said, and only as it is."""
        return self.link_from(str(request.base_url), path, life=life)

    def link_from(self, base: str, path: str, *, life: int = LINK_LIFE_S) -> str:
        """The same, for who knows this server by another address."""
        # For a while it stays the same, so that browsers keep what they have.
        expires = (int(time.time()) // _SAME_S + 1) * _SAME_S + life
        query = urlencode({"expires": expires, "signature": self.sign(path, expires)})
        return f"{base.rstrip('/')}/media/{path}?{query}"

    def sign(self, path: str, expires: int) -> str:
        """What makes a link valid."""
        return hmac.new(self.secret, f"{path}\n{expires}".encode(), hashlib.sha256).hexdigest()[:32]

    def permits(self, path: str, expires: int, signature: str) -> bool:
        """Whether a link is one of ours, and still good."""
        wanted = self.sign(path, expires).encode()
        return expires > time.time() and hmac.compare_digest(wanted, signature.encode())


async def site(connection: HTTPConnection) -> Site:
    """The site a request came to, as its caller sees it."""
    found: Site = connection.app.state.site
    caller = getattr(connection.state, "caller", None)
    return found if caller is None else found.seen_by(caller)


def secret_in(path: Path) -> bytes:
    """A secret of this installation, made when there is none yet; only its owner may read it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        # It appears whole: whoever comes between, or after a crash, must not sign with half a secret.
        part = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(32).hex().encode())
            file.flush()
            os.fsync(descriptor)
        try:
            with suppress(FileExistsError):
                os.link(part, path)
        except OSError:
            part.replace(path)  # a file system without links
        part.unlink(missing_ok=True)
    return path.read_bytes()
