"""The pages as they are written: who may see them, what they must not hold, and what every screen reader needs."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from html.parser import HTMLParser
from pkgutil import iter_modules

import httpx
import pytest

from heygen_cli.api import dashboard
from tests.api.conftest import Server
from tests.api.dashboard.conftest import OWNER, PAGES, PASSWORD, Visitor, come_in, token_in

pytestmark = pytest.mark.slow
DOORS = ("/sign-in", "/register", "/welcome")
NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
FILM = {"script": "Hello.", "avatar": "mira", "resolution": "720p", "captions": "off"}


def forms() -> list[str]:
    """Every address that a form of the studio may be sent to, but those before the door."""
    modules = [
        importlib.import_module(f"{dashboard.__name__}.{part.name}") for part in iter_modules(dashboard.__path__)
    ]
    routes = [route for module in modules if hasattr(module, "router") for route in module.router.routes]
    return sorted({route.path for route in routes if "POST" in route.methods} - set(DOORS))


def filled(path: str) -> str:
    return re.sub(r"\{\w+(:\w+)?\}", "1", path)


@pytest.fixture(scope="module")
def video(ada: Visitor) -> str:
    """The address of a video of Ada's whose title is an attack."""
    answer = ada.send("/create", title=NASTY, **FILM)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


# -- who may -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_whoever_is_not_signed_in_is_sent_to_the_door_and_back(site: Server, path: str) -> None:
    answer = httpx.get(site.url + path)
    assert answer.status_code == 303
    assert answer.headers["location"] == ("/sign-in" if path == "/" else f"/sign-in?next={path}")
    for guess in ("hs_wrong", "", "x" * 5000):
        assert httpx.get(site.url + path, headers={"Cookie": f"heygen_session={guess}"}).status_code == 303


def test_one_comes_back_to_where_one_wanted_and_nowhere_else(site: Server, ada: Visitor) -> None:
    evil = ("//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)")
    for wanted, there in {"/studio/jobs?status=done": "/studio/jobs?status=done", **dict.fromkeys(evil, "/")}.items():
        with httpx.Client(base_url=site.url) as client:
            form = {"csrf": token_in(client.get("/sign-in").text), "next": wanted}
            answer = client.post("/sign-in", data={**form, "email": "ada@example.org", "password": PASSWORD})
            assert (answer.status_code, answer.headers["location"]) == (303, there)
            assert client.get("/sign-in", params={"next": wanted}).headers["location"] == there


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(site: Server, ada: Visitor) -> None:
    with httpx.Client(base_url=site.url) as client:
        form = {"csrf": token_in(client.get("/sign-in").text), "email": "ada@example.org", "password": PASSWORD}
        cookies = client.post("/sign-in", data=form).headers.get_list("set-cookie")
    session = next(cookie for cookie in cookies if cookie.startswith("heygen_session="))
    assert "HttpOnly" in session
    assert "SameSite=strict" in session


def test_signing_out_ends_the_session_itself(site: Server, ada: Visitor) -> None:
    client = come_in(site.url, "ada@example.org")
    session = client.cookies["heygen_session"]
    assert client.post("/sign-out", data={"csrf": token_in(client.get("/").text)}).status_code == 303
    client.close()
    assert httpx.get(site.url, headers={"Cookie": f"heygen_session={session}"}).status_code == 303


@pytest.mark.parametrize("path", forms())
def test_no_form_works_that_another_page_sends(site: Server, ada: Visitor, eve: Visitor, path: str) -> None:
    for data in ({}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": eve.token()}):
        answer = ada.client.post(filled(path), data=data)
        assert answer.status_code == 403, data
        assert answer.headers["content-type"].startswith("text/html")
        assert "did not come from" in answer.text
    assert httpx.post(site.url + filled(path), data={"csrf": "x"}).headers["location"] == "/sign-in"


@pytest.mark.parametrize("path", DOORS)
def test_the_forms_before_the_door_are_known_by_a_cookie(site: Server, path: str) -> None:
    # Otherwise a page of others could sign somebody in as the attacker, and see what they then make.
    fields = {
        "email": OWNER,
        "password": PASSWORD,
        "token": "hl_x",
        "csrf": token_in(httpx.get(site.url + "/sign-in").text),
    }
    answer = httpx.post(site.url + path, data=fields)
    assert answer.status_code in (400, 403)
    assert "heygen_session=" not in str(answer.headers)


@pytest.mark.parametrize("path", forms())
def test_who_may_only_look_changes_nothing(reader: Visitor, path: str) -> None:
    if path == "/sign-out":
        return
    answer = reader.send(filled(path))
    assert answer.status_code == 403
    assert "may look" in answer.text


def test_what_is_somebody_elses_is_not_there(ada: Visitor, eve: Visitor, video: str) -> None:
    table = {"table": ("two.csv", b"script\nOne.\n", "text/csv")}
    batch = ada.send("/batch", files=table).headers["location"]
    for path in (video, batch):
        assert ada.client.get(path).status_code == 200
        assert eve.client.get(path).status_code == 404
    assert eve.send(f"{video}/delete").status_code in (404, 409)
    job = ada.client.get(f"/jobs/{video.rpartition('/')[2]}").json()["data"]["id"]
    for act in ("cancel", "retry"):
        assert eve.send(f"/studio/jobs/{job}/{act}").status_code in (404, 409)
        assert eve.send(f"{batch}/{act}").status_code == 404
    assert ada.client.get(video).status_code == 200
    for path in PAGES[:6]:
        page = eve.client.get(path).text
        assert video not in page
        assert batch not in page


def test_only_admins_see_people(ada: Visitor, owner: Visitor) -> None:
    assert ada.client.get("/studio/people").status_code == 403
    assert "/studio/people" not in ada.read("/")
    assert "ada@example.org" in owner.read("/studio/people")
    answer = ada.send("/studio/people", email="new@example.org", role="admin")
    assert answer.status_code in (400, 403)
    assert "new@example.org" not in owner.read("/studio/people")


# -- what they hold ------------------------------------------------------------------------------------------------


def every_page(person: Visitor, *further: str) -> dict[str, str]:
    return {path: person.client.get(path).text for path in (*PAGES, *further, *("/videos/none", "/batches/none"))}


def test_words_of_people_are_words_and_not_markup(owner: Visitor, ada: Visitor, video: str) -> None:
    ada.send("/studio/keys", name=NASTY, scopes="read")
    ada.send("/studio/account", name=NASTY, email="ada@example.org")
    ada.send("/batch", title=NASTY, files={"table": ("two.csv", b"script\nOne.\n", "text/csv")})
    shown = {
        **every_page(ada, video, f"/?title={NASTY}"),
        "refused": ada.send("/create", **{**FILM, "script": "", "title": NASTY, "avatar": NASTY}).text,
        "board": ada.send("/board", board=f"title: {NASTY}\nnobody: knows").text,
        "file": ada.send("/batch", files={"table": (f"{NASTY}.csv", NASTY.encode(), "text/csv")}).text,
        "people": owner.read("/studio/people"),
    }
    holders = [name for name, text in shown.items() if "&lt;script&gt;" in text]
    assert {"/", video, "/studio/keys", "/studio/account", "/batch", "people", "board"} <= set(holders)
    for name, text in shown.items():
        assert "<script>alert" not in text, name
        assert "<img src=x" not in text, name


def test_nothing_runs_that_is_not_a_file_of_ours(owner: Visitor, video: str, ada: Visitor) -> None:
    for path in (*PAGES, "/videos/none"):
        answer = owner.client.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-frame-options"] == "DENY"
        assert Outline(answer.text).foreign == [], path


def test_pages_hold_no_secrets(site: Server, owner: Visitor) -> None:
    kept = [
        site.key,
        (site.home / "data" / "server.secret").read_text(),
        PASSWORD,
        owner.client.cookies["heygen_session"],
    ]
    for path, text in every_page(owner).items():
        assert [secret for secret in kept if secret in text] == [], path


def test_a_key_and_a_secret_are_shown_once(ada: Visitor) -> None:
    made = ada.send("/studio/keys", name="once", scopes="read").text
    secret = re.search(r"hk_[\w-]{30,}", made)
    assert secret
    assert secret[0] not in ada.read("/studio/keys")
    made = ada.send("/studio/webhooks", url="https://93.184.216.34/", events="avatar_video.success").text
    secret = re.search(r"whsec_[\w-]{30,}", made)
    assert secret
    assert secret[0] not in ada.read("/studio/webhooks")
    assert "https://93.184.216.34/" in ada.read("/studio/webhooks")
    assert ada.send("/studio/webhooks", url="http://169.254.169.254/").status_code == 400


def test_files_of_the_studio_and_no_others_are_served(site: Server) -> None:
    kinds = {"studio.css": "text/css", "studio.js": "javascript", "icon.svg": "image/svg+xml"}
    for name, kind in kinds.items():
        answer = httpx.get(f"{site.url}/static/{name}")
        assert (answer.status_code, kind in answer.headers["content-type"]) == (200, True)
    for path in ("../page.py", "..%2fpage.py", "%2e%2e/page.py", "/etc/passwd", "../templates/base.html", ""):
        assert httpx.get(f"{site.url}/static/{path}").status_code in (404, 405), path


# -- for everyone --------------------------------------------------------------------------------------------------


class Outline(HTMLParser):
    """What a screen reader tells of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.landmarks: Counter[str] = Counter()
        self.headings: list[int] = []
        self.unnamed: list[str] = []
        self.described: set[str] = set()
        self.refers: set[str] = set()
        self.foreign: list[str] = []
        self.language = ""
        self._labels = 0
        self._open: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        given = {name: value or "" for name, value in attrs}
        self.ids.update([given["id"]] if "id" in given else [])
        self.refers |= {given[name] for name in ("for",) if name in given}
        self.refers |= set(" ".join(given.get(name, "") for name in ("aria-describedby", "aria-labelledby")).split())
        self.described |= {given["for"]} if tag == "label" and "for" in given else set()
        self.foreign += [name for name in given if name.startswith("on") or name == "style"]
        self.foreign += [tag] if tag == "style" or (tag == "script" and not given.get("src")) else []
        leads = [given.get(name, "/") for name in ("src", "href", "action", "data-sound", "data-check", "poster")]
        self.foreign += [there for there in leads if not re.match("[/#](?!/)", there)]
        if tag == "html":
            self.language = given.get("lang", "")
        if tag in ("main", "header", "nav"):
            self.landmarks[tag] += 1
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "label":
            self._labels += 1
        named = "aria-label" in given or self._labels or given.get("id") in self.described
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden" and not named:
            self.unnamed.append(self.get_starttag_text() or tag)
        if tag == "img" and "alt" not in given:
            self.unnamed.append(self.get_starttag_text() or tag)
        if tag == "nav" and "aria-label" not in given:
            self.unnamed.append("nav")
        if tag in ("button", "a", "th", "legend", "summary"):
            self._open.append((tag, given.get("aria-label", "")))

    def handle_endtag(self, tag: str) -> None:
        """Note that one has ended, and whether it had a name."""
        if tag == "label":
            self._labels -= 1
        if self._open and self._open[-1][0] == tag and not self._open.pop()[1].strip():
            self.unnamed.append(tag)

    def handle_data(self, data: str) -> None:
        """Add to the names of what is open."""
        self._open = [(tag, name + data) for tag, name in self._open]


def test_every_page_can_be_read_aloud(site: Server, owner: Visitor, ada: Visitor, video: str) -> None:
    refused = ada.send("/create", **{**FILM, "script": ""}).text
    batch = ada.send("/batch", title="Aloud", files={"table": ("one.csv", b"script\nOne.\n", "text/csv")})
    pages = {
        **{path: text for path, text in every_page(owner).items() if "/none" not in path},
        **{path: httpx.get(site.url + path).text for path in DOORS},
        **{video: ada.read(video), "/batches": ada.read(batch.headers["location"]), "refused": refused},
        "keys": ada.send("/studio/keys", name="aloud", scopes="read").text,
    }
    titles = {}
    for path, text in pages.items():
        seen = Outline(text)
        assert seen.unnamed == [], path
        assert seen.headings.count(1) == 1, path
        assert all(after - before <= 1 for before, after in zip(seen.headings, seen.headings[1:], strict=False)), path
        assert [name for name, count in seen.ids.items() if count > 1] == [], path
        assert seen.refers <= set(seen.ids), path
        assert (seen.language, seen.landmarks["main"]) == ("en", 1), path
        title = re.search("<title>(.*?)</title>", text, re.DOTALL)
        assert title
        titles[path] = title[1]
    assert len({titles[path] for path in PAGES}) == len(PAGES)


def test_a_page_that_is_not_there_is_a_page_for_people_and_an_envelope_for_programs(site: Server, ada: Visitor) -> None:
    for client in (ada.client, httpx):
        answer = client.get(f"{site.url}/nowhere", headers={"Accept": "text/html,*/*"})
        assert (answer.status_code, "There is no such page" in answer.text) == (404, True)
    assert ada.client.get("/nowhere").json()["error"]["code"] == "not_found"
    assert ada.client.get("/v3/nowhere").json()["error"]["code"] == "not_found"
