"""Fetching pages: over real connections, and never from machines that are not on the public internet."""

from __future__ import annotations

import gzip
import ipaddress
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from heygen_cli.domain.errors import Forbidden, HeygenError, InvalidInput, NotFound, StorageFailed, TimedOut
from heygen_cli.infra import web
from heygen_cli.infra.web import Address, Web, is_public

Answer = tuple[int, dict[str, str], bytes]


class Site:
    """A site on this machine: answers by path, and what was asked of it under which name."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []
        self.port = 0

    def url(self, path: str, host: str = "news.example") -> str:
        return f"http://{host}:{self.port}{path}"


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.headers["Host"], self.path))
            status, headers, body = made.answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in {"content-length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def found_at(*addresses: str) -> Callable[[str, int], list[str]]:
    """A resolver that gives one answer after the other, the last one for ever."""
    left = list(addresses)
    return lambda *_: [left.pop(0) if len(left) > 1 else left[0]]


def this_machine(address: Address) -> bool:
    """As if this machine were public, and nothing else."""
    return address == ipaddress.ip_address("127.0.0.1")


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::1", "::", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1"),
        *("2002:7f00:1::", "fc00::1", "fe80::1", "ff02::1", "2001:db8::1"),
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"),
        *("①②⑦.0.0.1", "127.0.0.1.", "0", "[::]", "[64:ff9b::7f00:1]", "[::127.0.0.1]", "[fe80::1%25lo]"),
    ],
)
def test_no_spelling_of_this_machine_is_asked(site: Site, host: str) -> None:
    site.answers["/"] = (200, {"content-type": "text/plain"}, b"SECRET")
    with pytest.raises((Forbidden, StorageFailed)):
        Web().fetch(site.url("/", host))
    assert site.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.com/",
        "http://",
        "https://user:pw@example.com/",
        "http://[::1",
        "gopher://x",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput):
        Web().fetch(url)


def test_a_page_comes_from_the_address_that_was_looked_at(site: Site) -> None:
    """The name has another address when it is looked up a second time: that one is never asked."""
    site.answers["/a?b=c"] = (200, {"content-type": "Text/HTML; charset=latin-1"}, b"<p>caf\xe9")
    page = Web(this_machine, found_at("127.0.0.1", "10.0.0.1")).fetch(site.url("/a?b=c#part"))
    assert (page.kind, page.data, page.charset) == ("text/html", b"<p>caf\xe9", "latin-1")
    assert site.asked == [(f"news.example:{site.port}", "/a?b=c")]


def test_one_closed_address_among_several_closes_them_all(site: Site) -> None:
    with pytest.raises(Forbidden):
        Web(this_machine, lambda *_: ["127.0.0.1", "10.0.0.1"]).fetch(site.url("/"))
    assert site.asked == []


@pytest.mark.parametrize("where", ["http://10.0.0.1/secret", "//169.254.169.254/latest", "file:///etc/passwd"])
def test_a_redirect_is_looked_at_like_any_address(site: Site, where: str) -> None:
    site.answers["/"] = (302, {"location": where}, b"")

    def look(host: str, _: int) -> list[str]:
        return ["127.0.0.1"] if host == "news.example" else [host]

    with pytest.raises((Forbidden, InvalidInput)):
        Web(this_machine, look).fetch(site.url("/"))


def test_redirects_are_followed_three_times(site: Site) -> None:
    site.answers = {f"/{step}": (301, {"location": str(step + 1)}, b"") for step in range(5)}
    site.answers["/5"] = (200, {}, b"here")
    here = Web(this_machine, found_at("127.0.0.1"))
    assert here.fetch(site.url("/2")).data == b"here"
    with pytest.raises(StorageFailed, match="redirects more than 3 times"):
        here.fetch(site.url("/1"))


def test_a_small_packet_that_becomes_a_huge_page_is_cut_off(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LIMIT", 100_000)
    site.answers["/"] = (200, {"content-encoding": "gzip"}, gzip.compress(b"0" * 20_000_000))
    with pytest.raises(StorageFailed, match="larger than"):
        Web(this_machine, found_at("127.0.0.1")).fetch(site.url("/"))


def test_a_page_that_takes_for_ever_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "DEADLINE", -1.0)
    site.answers["/"] = (200, {}, b"here")
    with pytest.raises(TimedOut):
        Web(this_machine, found_at("127.0.0.1")).fetch(site.url("/"))


@pytest.mark.parametrize(("status", "kind"), [(404, NotFound), (410, NotFound), (403, Forbidden), (500, StorageFailed)])
def test_what_a_site_refuses_is_told(site: Site, status: int, kind: type[HeygenError]) -> None:
    site.answers["/"] = (status, {}, b"")
    with pytest.raises(kind):
        Web(this_machine, found_at("127.0.0.1")).fetch(site.url("/"))


def test_a_name_that_nobody_has_is_told() -> None:
    def nobody(*_: Any) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(StorageFailed, match=r"there is no nowhere\.example"):
        Web(resolve=nobody).fetch("https://nowhere.example/")


def test_a_proxy_of_the_environment_is_not_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    site.answers["/"] = (200, {}, b"here")
    assert Web(this_machine, found_at("127.0.0.1")).fetch(site.url("/")).data == b"here"
