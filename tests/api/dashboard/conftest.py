"""A server with a worker, people who come in by its forms, and a browser that nothing escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from tests.api.conftest import Server, start, stop

PASSWORD = "a sentence that only I know"
OWNER = "owner@example.org"
CHROMIUM = "/usr/bin/chromium"
# Chromium's own sandbox needs what containers do not give; it looks at nothing but our own pages.
ARGUMENTS = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
PAGES = (
    *("/", "/create", "/board", "/batch"),
    *("/studio/jobs", "/studio/usage", "/studio/webhooks", "/studio/keys", "/studio/people", "/studio/account"),
)


@dataclass
class Visitor:
    """Somebody who has signed in with a browser that runs no scripts."""

    client: httpx.Client

    def read(self, path: str) -> str:
        """The text of a page that is there."""
        return self.client.get(path).raise_for_status().text

    def token(self, path: str = "/studio/account") -> str:
        """What a form of the page sends along."""
        return token_in(self.read(path))

    def send(self, path: str, files: Any = None, **fields: Any) -> httpx.Response:
        """Send a form as its page would."""
        return self.client.post(path, data={"csrf": self.token(), **fields}, files=files)


def token_in(text: str) -> str:
    """The token of the first form of a page."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', text)
    assert found, text
    return found[1]


def come_in(url: str, email: str, password: str = PASSWORD) -> httpx.Client:
    """Sign in by the form."""
    client = httpx.Client(base_url=url, timeout=30)
    csrf = token_in(client.get("/sign-in").text)
    answer = client.post("/sign-in", data={"csrf": csrf, "email": email, "password": password})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    return client


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a worker, where the person of the machine has an address and a password."""
    settings = {"HEYGEN_RATE_LIMIT": "0", "HEYGEN_JOBS": "1"}
    running = start(tmp_path_factory.mktemp("studio"), "--open-registration", settings=settings)
    found = re.search(r"/welcome\?token=(\S+)", (running.home / "server.err").read_text())
    assert found
    claim = {"token": found[1], "password": PASSWORD, "email": OWNER}
    httpx.post(f"{running.url}/auth/claim", json=claim).raise_for_status()
    yield running
    stop(running)


def visitor(site: Server, name: str, role: str) -> Iterator[Visitor]:
    """Somebody with a new account."""
    account = {"email": f"{name}@example.org", "password": PASSWORD, "role": role, "name": name}
    site.client.post("/auth/register", json=account).raise_for_status()
    client = come_in(site.url, account["email"])
    yield Visitor(client)
    client.close()


@pytest.fixture(scope="session")
def ada(site: Server) -> Iterator[Visitor]:
    yield from visitor(site, "ada", "creator")


@pytest.fixture(scope="session")
def eve(site: Server) -> Iterator[Visitor]:
    yield from visitor(site, "eve", "creator")


@pytest.fixture(scope="session")
def reader(site: Server) -> Iterator[Visitor]:
    yield from visitor(site, "reader", "viewer")


@pytest.fixture(scope="session")
def owner(site: Server) -> Iterator[Visitor]:
    client = come_in(site.url, OWNER)
    yield Visitor(client)
    client.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("needs Debian's chromium")
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


def watched(context: BrowserContext, url: str, complaints: list[str]) -> Page:
    """A page whose every complaint is noted, and every file that is missing or somebody else's."""

    def asked(request: Request) -> None:
        if not request.url.startswith((url, "data:", "blob:")):
            complaints.append(request.url)

    def answered(answer: Response) -> None:
        if answer.status >= 400 and answer.request.resource_type != "document":
            complaints.append(f"{answer.status} {answer.url}")

    def said(message: ConsoleMessage) -> None:
        # Chromium says this of a form that was refused, too, which is what some tests are about.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("request", asked)
    page.on("response", answered)
    page.on("console", said)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


@pytest.fixture
def page(site: Server, browser: Browser) -> Iterator[Page]:
    """A browser of somebody who is not signed in. The console stays empty, and nobody else is asked for anything."""
    complaints: list[str] = []
    context = browser.new_context(base_url=site.url, locale="en-GB")
    yield watched(context, site.url, complaints)
    context.close()
    assert complaints == []


@pytest.fixture
def studio(site: Server, owner: Visitor, browser: Browser) -> Iterator[Page]:
    """The same for the person of this machine, who is signed in."""
    complaints: list[str] = []
    context = browser.new_context(base_url=site.url, locale="en-GB")
    context.add_cookies([{"name": "heygen_session", "value": owner.client.cookies["heygen_session"], "url": site.url}])
    yield watched(context, site.url, complaints)
    context.close()
    assert complaints == []
