"""The studio in a real browser: from the first link to a film that plays, with a mouse, with a keyboard, on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api.conftest import Server, start, stop
from tests.api.dashboard.conftest import OWNER, PASSWORD, Visitor, watched

pytestmark = pytest.mark.slow
MADE = 60_000  # milliseconds until a film of a second is there, on a slow machine
MOVES = "video => new Promise((done) => { video.ontimeupdate = () => video.currentTime > .2 && done(true); })"
PLAYS = f"video => {{ video.muted = true; video.play(); return ({MOVES})(video); }}"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Server]:
    """A server on its first day."""
    running = start(tmp_path, workers=0)
    yield running
    stop(running)


def test_the_first_link_leads_into_the_studio(fresh: Server, browser: Browser) -> None:
    complaints: list[str] = []
    context = browser.new_context()
    page = watched(context, fresh.url, complaints)
    link = re.search(r"once within a day: (\S+)", (fresh.home / "server.err").read_text())
    assert link
    page.goto(link[1].replace("localhost", "127.0.0.1"))
    page.get_by_label("E-mail address").fill("first@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="Your first video is a minute away")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("E-mail address").fill("first@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("link", name="People")).to_be_visible()
    assert context.cookies()[0]["httpOnly"]
    assert complaints == []
    context.close()


def test_a_film_is_made_watched_and_deleted(studio: Page) -> None:
    studio.goto("/create")
    studio.get_by_label("Script").fill("Hello from the studio.")
    studio.get_by_label("Title").fill("My first <film>")
    studio.get_by_label("Amara", exact=True).check()
    studio.get_by_label("Aspect ratio").select_option("9:16")
    studio.get_by_role("combobox", name="Resolution").select_option("720p")
    studio.get_by_label("Captions").select_option("off")
    studio.get_by_role("button", name="Make the video").dblclick()
    expect(studio.get_by_role("heading", name="My first <film>")).to_be_visible()
    expect(studio.get_by_role("progressbar")).to_be_visible()
    film = studio.locator("video")
    expect(film).to_be_visible(timeout=MADE)  # the page shows it by itself
    assert film.evaluate(PLAYS)
    assert film.evaluate("video => [video.videoWidth, video.videoHeight]") == [720, 1280]
    with studio.expect_download() as download:
        studio.get_by_role("link", name="Download").click()
    assert Path(download.value.path()).read_bytes()[4:8] == b"ftyp"
    studio.goto("/?title=first")
    expect(studio.get_by_role("main").get_by_role("listitem")).to_have_count(1)
    picture = studio.get_by_role("listitem").filter(has_text="My first <film>").locator("img")
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
    studio.get_by_role("link", name="My first <film>").click()
    studio.once("dialog", lambda asked: asked.accept())
    studio.get_by_role("button", name="Delete").click()
    expect(studio.get_by_role("link", name="My first <film>")).to_have_count(0)


@pytest.fixture
def open_to_all(tmp_path: Path) -> Iterator[Server]:
    """A server that asks nobody for a password, and makes nothing."""
    running = start(tmp_path, "--no-auth", workers=0)
    yield running
    stop(running)


def test_what_ends_is_shown_and_told_while_one_does_something_else(open_to_all: Server, browser: Browser) -> None:
    complaints: list[str] = []
    with browser.new_context() as context:
        page = watched(context, open_to_all.url, complaints)
        order = {"type": "avatar", "avatar_id": "mira", "script": "Seen from the list.", "title": "From afar"}
        video = open_to_all.client.post("/v3/videos", json=order).json()["data"]["video_id"]
        with page.expect_response(re.compile("/jobs/events")):
            page.goto(open_to_all.url)
        card = page.get_by_role("listitem").filter(has_text="From afar")
        expect(card).to_contain_text("Waiting for a worker")
        search = page.get_by_label("Find by title")
        search.fill("half a wo")
        open_to_all.client.post(f"/jobs/{video}/cancel").raise_for_status()
        expect(card).to_contain_text("Canceled")
        expect(page.locator("#live")).to_have_text("From afar: Canceled")
        expect(search).to_have_value("half a wo")
        expect(search).to_be_focused()
    assert complaints == []


def test_what_was_typed_stays_when_something_is_wrong(studio: Page) -> None:
    studio.goto("/create")
    studio.get_by_label("Script").fill("Something to say.")
    studio.get_by_label("Title").fill("Kept")
    studio.get_by_label("Kenji", exact=True).check()
    text = "notes.txt"
    studio.get_by_label("Or a picture").set_input_files(
        {"name": text, "mimeType": "text/plain", "buffer": b"no picture"}
    )
    with studio.expect_response(lambda answer: answer.request.method == "POST") as answer:
        studio.get_by_role("button", name="Make the video").click()
    assert answer.value.status == 400
    expect(studio.get_by_role("alert")).to_be_visible()
    expect(studio.get_by_label("Script")).to_have_value("Something to say.")
    expect(studio.get_by_label("Title")).to_have_value("Kept")
    expect(studio.get_by_label("Kenji", exact=True)).to_be_checked()


def test_a_voice_is_heard_before_it_is_chosen(studio: Page) -> None:
    studio.goto("/create")
    with studio.expect_response(lambda answer: "/studio/voices/" in answer.url) as answer:
        studio.get_by_role("button", name=re.compile("^Hear")).first.click()
    assert answer.value.headers["content-type"] == "audio/x-wav" or "wav" in answer.value.headers["content-type"]


def test_faults_of_a_storyboard_have_their_lines_while_one_writes(studio: Page) -> None:
    studio.goto("/board")
    verdict = studio.get_by_role("status")
    expect(verdict).to_contain_text("Ready to be made")
    text = studio.get_by_label("Storyboard")
    text.fill("title: Hours\nscenes:\n  - script: Hello.\n    backgroun: blue\n  - script: ''\n")
    expect(verdict).to_contain_text("Line 4")
    expect(verdict).to_contain_text("Line 5")
    expect(studio.locator(".lines .wrong")).to_have_text(["4\n", "5\n"])
    verdict.get_by_role("button", name="Line 4").click()
    place = "text => text.value.slice(0, text.selectionStart).split('\\n').length"
    assert text.evaluate(place) == 4
    text.fill("\n\ntitle: Hours\nnobody: knows\nscenes:\n  - script: Hello.\n")
    expect(verdict).to_contain_text("Line 4")
    studio.get_by_role("button", name="Make the video").click()
    expect(verdict).to_contain_text("Line 4")
    text.fill("scenes:\n  - script: Fine.\n    - nothing: [")
    expect(verdict).to_contain_text("Line 3")
    text.fill("title: Hours\nresolution: 720p\nscenes:\n  - script: Hello.\n")
    expect(verdict).to_contain_text("“Hours”, 1 scene")
    studio.get_by_role("button", name="Estimate").click()
    expect(studio.get_by_role("row", name="This machine")).to_contain_text("free")
    expect(studio.get_by_role("row", name="HeyGen").first).to_contain_text("$")
    expect(text).to_have_value("title: Hours\nresolution: 720p\nscenes:\n  - script: Hello.\n")
    studio.get_by_role("button", name="Make the video").click()
    expect(studio.get_by_role("heading", name="Hours")).to_be_visible()
    studio.get_by_role("button", name="Cancel").click()


def test_a_table_becomes_a_batch_or_says_which_line_is_wrong(studio: Page) -> None:
    def send(table: str) -> None:
        studio.goto("/batch")
        studio.get_by_label("Table").set_input_files(
            {"name": "t.csv", "mimeType": "text/csv", "buffer": table.encode()}
        )
        studio.get_by_label("Name of the batch").fill("Greetings")
        studio.get_by_role("button", name="Make the videos").click()

    send("script,avatar\nHello Ada.,mira\nHello Ben.,nobody\n")
    expect(studio.get_by_role("alert")).to_contain_text("Line 3")
    send("script,title,resolution\nHello Ada.,For Ada,720p\nHello Ben.,For Ben,720p\n")
    expect(studio.get_by_role("heading", name="Greetings")).to_be_visible()
    expect(studio.get_by_role("row")).to_have_count(3)
    studio.once("dialog", lambda asked: asked.accept())
    studio.get_by_role("button", name="Cancel what is left").click()
    expect(studio.get_by_role("button", name="Try again what failed")).to_be_visible(timeout=MADE)


def test_a_key_is_made_shown_once_and_revoked(studio: Page) -> None:
    studio.context.grant_permissions(["clipboard-read", "clipboard-write"])
    studio.goto("/studio/keys")
    studio.get_by_label("Name").fill("The robot")
    studio.get_by_role("button", name="Make a key").click()
    secret = studio.locator("#secret").inner_text()
    studio.get_by_role("button", name="Copy").click()
    expect(studio.get_by_role("button", name="Copied")).to_be_visible()
    assert studio.evaluate("navigator.clipboard.readText()") == secret
    asked = studio.context.request
    assert asked.get("/jobs", headers={"X-Api-Key": secret, "Cookie": ""}).status == 200
    studio.goto("/studio/keys")
    assert secret not in studio.content()
    studio.once("dialog", lambda dialog: dialog.accept())
    studio.get_by_role("row", name="The robot").get_by_role("button", name="Revoke").click()
    expect(studio.get_by_role("row", name="The robot")).to_contain_text("Revoked")
    assert asked.get("/jobs", headers={"X-Api-Key": secret, "Cookie": ""}).status == 401


def test_somebody_is_invited_and_comes_in(studio: Page, browser: Browser, site: Server) -> None:
    studio.goto("/studio/people")
    studio.get_by_label("E-mail address").fill("guest@example.org")
    studio.get_by_role("combobox", name="Role", exact=True).select_option("viewer")
    studio.get_by_role("button", name="Invite").click()
    link = studio.locator("#secret").inner_text()
    other = browser.new_context()
    guest = other.new_page()
    guest.goto(link)
    guest.get_by_label("Password").fill(PASSWORD)
    guest.get_by_role("button", name="Begin").click()
    expect(guest.get_by_role("heading", name="Videos")).to_be_visible()
    guest.goto(f"{site.url}/create")
    guest.get_by_label("Script").fill("I may only look.")
    guest.get_by_role("button", name="Make the video").click()
    expect(guest.get_by_role("alert")).to_contain_text("may look")
    studio.goto("/studio/people")
    studio.get_by_label("Role of guest@example.org").select_option("creator")
    studio.get_by_role("row", name="guest@example.org").get_by_role("button", name="Set").click()
    expect(studio.get_by_label("Role of guest@example.org")).to_have_value("creator")
    guest.goto(site.url)
    expect(guest.get_by_role("link", name="Create")).to_be_visible()
    studio.once("dialog", lambda dialog: dialog.accept())
    studio.get_by_role("row", name="guest@example.org").get_by_role("button", name="Disable").click()
    expect(studio.get_by_role("row", name="guest@example.org").get_by_role("button", name="Enable")).to_be_visible()
    guest.goto(site.url)
    expect(guest.get_by_role("button", name="Sign in")).to_be_visible()
    other.close()


# -- without a mouse, and without scripts --------------------------------------------------------------------------

FOCUS = """() => {
    const there = document.activeElement, look = getComputedStyle(there);
    const image = there.matches(".face input, .colour input") ? getComputedStyle(there.nextElementSibling) : look;
    const code = there.closest(".code") ? getComputedStyle(there.closest(".code")) : look;
    const width = (each) => each.outlineStyle === "none" ? 0 : parseFloat(each.outlineWidth);
    return Math.max(...[look, image, code].map(width));
}"""


def tab_to(page: Page, found: Callable[[], bool]) -> None:
    """Press Tab until somebody is where they want to be; whatever is passed shows that it has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue
        assert page.evaluate(FOCUS) >= 2, page.evaluate("document.activeElement.outerHTML.slice(0, 300)")
        if found():
            return
    raise AssertionError("Tab does not lead there")


def at(page: Page, words: str) -> Callable[[], bool]:
    """Whether the focus is on what has these words."""
    text = "(there => [there.innerText, there.name, there.value].join(' '))(document.activeElement)"
    return lambda: words in page.evaluate(text)


def test_a_keyboard_is_enough(page: Page, owner: Visitor) -> None:
    page.goto("/create")
    expect(page.get_by_label("E-mail address")).to_be_focused()
    page.keyboard.type(OWNER)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="New video")).to_be_visible()
    page.keyboard.press("Tab")
    assert at(page, "Skip to the content")()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert at(page, "script")()
    page.keyboard.type("No mouse was needed.")
    tab_to(page, at(page, "avatar"))
    page.keyboard.press("ArrowRight")
    chosen = page.locator("input[name=avatar]:checked").get_attribute("value")
    assert chosen != "mira"
    tab_to(page, at(page, "voice"))
    tab_to(page, at(page, "background"))
    tab_to(page, at(page, "resolution"))
    page.keyboard.type("720p")
    tab_to(page, at(page, "Make the video"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="No mouse was needed")).to_be_visible()
    expect(page.locator("video")).to_be_visible(timeout=MADE)
    tab_to(page, lambda: page.evaluate("document.activeElement.tagName") == "VIDEO")
    page.keyboard.press("Space")
    assert page.locator("video").evaluate(MOVES)


def test_scripts_are_not_needed(site: Server, owner: Visitor, browser: Browser) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/board")
    page.get_by_label("E-mail address").fill(OWNER)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Storyboard").fill("scenes:\n  - scrip: Hello.\n")
    page.get_by_role("button", name="Make the video").click()
    expect(page.get_by_role("status")).to_contain_text("Line 2")
    page.get_by_label("Storyboard").fill("scenes:\n  - script: Without scripts.\n")
    page.get_by_role("button", name="Make the video").click()
    expect(page.get_by_role("heading", name="Without scripts")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    context.close()
