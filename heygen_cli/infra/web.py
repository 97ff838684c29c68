"""Fetch pages that somebody named, without being led to machines that are not on the public internet.

Every address that a name stands for is looked at, the connection goes to the very address that was looked at, and
every redirect is looked at anew.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx

from heygen_cli import __version__
from heygen_cli.domain.errors import Forbidden, HeygenError, InvalidInput, NotFound, StorageFailed, TimedOut

LIMIT = 10 * 1024 * 1024  # bytes after unpacking: a packed page of 200 kB may hold 200 MB
REDIRECTS = 3
DEADLINE = 60.0  # seconds for a whole page: a server may send a letter now and then for ever
_PATIENCE = httpx.Timeout(20.0, connect=10.0)
_BRIEF = httpx.Timeout(10.0, connect=5.0)  # for who only has to say that it has come
_PORTS = {"http": 80, "https": 443}
# These hold IPv4 addresses within, which the address alone does not show: NAT64, 6to4, IPv4-compatible.
_HIDING = tuple(ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "::/96"))

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True)
class Page:
    """What an address holds. ``kind`` is its media type, ``charset`` what it says about its letters."""

    url: str
    kind: str
    data: bytes
    charset: str | None = None


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if any(address in net for net in _HIDING):
            return False
    return address.is_global and not address.is_multicast


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a name; raises OSError."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


class Web:
    """Fetches pages; ``allowed`` says which addresses may be asked, ``resolve`` finds those of a name."""

    def __init__(self, allowed: Callable[[Address], bool] = is_public, resolve: Resolve = resolve) -> None:
        self._allowed = allowed
        self._resolve = resolve

    def fetch(self, url: str) -> Page:
        """What is at an address.

        Raises:
            InvalidInput: When it is no web address.
            Forbidden: When it leads to a machine that is not on the public internet.
            NotFound: When nothing is there.
            StorageFailed: When the server or the network fails, or the page is too large.
        """
        for _ in range(REDIRECTS + 1):
            page, elsewhere = self._ask(url)
            if page:
                return page
            url = urljoin(url, elsewhere)
        raise StorageFailed(f"{url} redirects more than {REDIRECTS} times", code="download_failed")

    def check(self, url: str) -> None:
        """Refuse what is no web address, or leads where it may not; raises InvalidInput, Forbidden."""
        try:
            self._direct(url)
        except StorageFailed as problem:
            raise InvalidInput(problem.message, param="url", hint="nobody has this name") from problem

    def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Post some bytes and return the status of the answer; nothing of it is read, and redirects lead nowhere.

        Raises what ``fetch`` raises.
        """
        direct, host = self._direct(url)
        told = {**headers, "Host": host, "User-Agent": f"heygen-cli/{__version__}"}
        extensions = {"sni_hostname": urlsplit(url).hostname}
        try:
            with httpx.Client(trust_env=False, timeout=_BRIEF, follow_redirects=False) as client:
                request = client.build_request("POST", direct, content=body, headers=told, extensions=extensions)
                with closing(client.send(request, stream=True)) as answer:
                    return answer.status_code
        except httpx.TimeoutException as problem:
            raise TimedOut(f"{url} gives no answer") from problem
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            raise StorageFailed(f"Cannot reach {url}: {problem}", code="offline") from problem

    def _ask(self, url: str) -> tuple[Page | None, str]:
        """The page, or where it redirects to."""
        direct, host = self._direct(url)
        headers = {"Host": host, "User-Agent": f"heygen-cli/{__version__}", "Accept": "text/html, text/*, */*;q=0.5"}
        # The certificate must be that of the name, although the address is asked.
        extensions = {"sni_hostname": urlsplit(url).hostname}
        try:
            # A proxy from the environment would look names up itself, unseen by us.
            with httpx.Client(trust_env=False, timeout=_PATIENCE, follow_redirects=False) as client:
                request = client.build_request("GET", direct, headers=headers, extensions=extensions)
                with closing(client.send(request, stream=True)) as answer:
                    return _read(url, answer)
        except httpx.TimeoutException as problem:
            raise TimedOut(f"{url} gives no answer") from problem
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            raise StorageFailed(f"Cannot reach {url}: {problem}", code="offline") from problem

    def _direct(self, url: str) -> tuple[str, str]:
        """The same address with a checked number in place of the name, and the name as a server wants to hear it."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError as problem:
            raise InvalidInput(f"{url} is no web address: {problem}", param="SOURCE") from problem
        if parts.scheme not in _PORTS or not host:
            raise InvalidInput(f"{url} is no web address", param="SOURCE", hint="it must begin with https://")
        if parts.username is not None:
            raise InvalidInput("The address holds a name or password", param="SOURCE", hint="leave it out")
        number = self._checked(url, host, port or _PORTS[parts.scheme])
        netloc = (f"[{number}]" if number.version == 6 else str(number)) + (f":{port}" if port else "")
        name = f"[{host}]" if ":" in host else host.encode("idna").decode()
        told = name + (f":{port}" if port and port != _PORTS[parts.scheme] else "")
        return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, "")), told

    def _checked(self, url: str, host: str, port: int) -> Address:
        try:
            numbers = [ipaddress.ip_address(found.partition("%")[0]) for found in self._resolve(host, port)]
        except (OSError, UnicodeError) as problem:
            raise StorageFailed(f"Cannot reach {url}: there is no {host}", code="offline") from problem
        closed = [number for number in numbers if not self._allowed(number)]
        if closed or not numbers:
            raise Forbidden(
                f"{url} leads to a machine that is not on the public internet",
                param="SOURCE",
                hint="save the page and name the file",
                code="address_refused",
            )
        return numbers[0]


def _read(url: str, answer: httpx.Response) -> tuple[Page | None, str]:
    if answer.is_redirect:
        return None, answer.headers["location"]
    if not answer.is_success:
        raise _refused(url, answer.status_code)
    data, end = bytearray(), time.monotonic() + DEADLINE
    for block in answer.iter_bytes():
        data += block
        if time.monotonic() > end:
            raise TimedOut(f"{url} did not come within {DEADLINE:g} s")
        if len(data) > LIMIT:
            raise StorageFailed(f"{url} is larger than {LIMIT // 2**20} MiB", code="download_failed")
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Page(url, kind, bytes(data), answer.charset_encoding), ""


def _refused(url: str, status: int) -> HeygenError:
    if status in (404, 410):
        return NotFound(f"There is nothing at {url}")
    if status in (401, 402, 403, 451):
        return Forbidden(f"{url} is not for everybody ({status})", hint="save the page and name the file")
    return StorageFailed(f"{url} answers {status}", code="download_failed")
