"""How the pages look: on a phone, by day and by night; measured in a real browser."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.api.conftest import Server
from tests.api.dashboard.conftest import PAGES, Visitor

pytestmark = pytest.mark.slow
DOORS = ("/sign-in", "/register", "/welcome?token=none")

# WCAG 2.2, 1.4.3: the contrast of every text on the page with what lies behind it.
FAINT = """() => {
    const parts = (colour) => {
        const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
        paint.fillStyle = colour;
        paint.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = paint.getImageData(0, 0, 1, 1).data;
        return [red, green, blue, alpha / 255];
    };
    const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
    const behind = (element) => {
        if (!element) return parts(getComputedStyle(document.body).backgroundColor);
        const own = parts(getComputedStyle(element).backgroundColor);
        return own[3] === 1 ? own : over(own, behind(element.parentElement));
    };
    const light = ([r, g, b]) => {
        const straight = (each) => each <= .04045 ? each / 12.92 : ((each + .055) / 1.055) ** 2.4;
        const linear = [r, g, b].map((each) => straight(each / 255));
        return .2126 * linear[0] + .7152 * linear[1] + .0722 * linear[2];
    };
    const contrast = (colour, back) => {
        const [more, less] = [light(over(parts(colour), back)), light(back)].sort((a, b) => b - a);
        return (more + .05) / (less + .05);
    };
    const found = [];
    const judge = (element, colour, words) => {
        const look = getComputedStyle(element);
        const large = parseFloat(look.fontSize) >= 24 || (parseFloat(look.fontSize) >= 18.66 && look.fontWeight >= 700);
        const measured = contrast(colour, behind(element));
        if (measured < (large ? 3 : 4.5)) found.push(`${measured.toFixed(2)} ${words.trim().slice(0, 40)}`);
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
        const look = getComputedStyle(element);
        judge(element, element instanceof SVGElement ? look.fill : look.color, texts.currentNode.data);
    }
    for (const field of document.querySelectorAll("[placeholder]"))
        judge(field, getComputedStyle(field, "::placeholder").color, field.placeholder);
    return found;
}"""

# WCAG 2.2, 2.5.8: what is touched has 24 pixels, or is a word in a sentence.
SMALL = """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.matches("p a, td a, .skip"))
    .map((each) => [each.closest("label") ?? each, each])
    .filter(([target]) => Math.min(target.getBoundingClientRect().width, target.getBoundingClientRect().height) < 24)
    .map(([, each]) => each.outerHTML.slice(0, 100))"""

# What is wider than the page, but for what scrolls by itself.
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("main *, header *")]
        .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
        .map((each) => each.outerHTML.slice(0, 100))"""

# Ways through the studio that are out of sight.
CUT = """() => [...document.querySelectorAll("nav")].filter((each) => each.scrollWidth > each.clientWidth)
    .map((each) => `${each.scrollWidth} > ${each.clientWidth}`)"""


@pytest.fixture(scope="module")
def full(site: Server, owner: Visitor) -> tuple[str, ...]:
    """Every page, with something on it."""
    long = "Averylongnamethathasnospaceanywhereinitandsohastobebrokensomewhere" * 2
    film = {"script": "Seen on a phone.", "title": long, "resolution": "720p", "captions": "off"}
    made = owner.send("/create", **film).headers["location"]
    table = "script,avatar\nOne.,mira\n"
    batch = owner.send("/batch", title=long, files={"table": ("t.csv", table.encode(), "text/csv")}).headers["location"]
    owner.send("/studio/keys", name=long[:90], scopes="read")
    owner.send("/studio/webhooks", url=f"https://93.184.216.34/{long}", events="avatar_video.success")
    owner.send("/studio/people", email=f"{long[:60]}@example.org", name=long[:90], role="creator")
    site.done(made.rpartition("/")[2])
    return (*PAGES, made, batch, "/?title=nothing-has-this-title", "/videos/none", *DOORS)


# Width of the page, colours, and what is measured.
LOOKS: dict[str, tuple[int, Literal["light", "dark"], str]] = {
    "notebook": (1200, "light", CUT),
    "day": (1280, "light", FAINT),
    "night": (1280, "dark", FAINT),
    "phone": (360, "light", f"() => [...({WIDE})(), ...({SMALL})()]"),
}


@pytest.fixture(scope="module")
def seen(browser: Browser, site: Server, owner: Visitor, full: tuple[str, ...]) -> dict[str, dict[str, list[str]]]:
    """What there is to say about each page in each look."""
    context = browser.new_context(base_url=site.url, has_touch=True)
    context.add_cookies([{"name": "heygen_session", "value": owner.client.cookies["heygen_session"], "url": site.url}])
    page = context.new_page()
    found: dict[str, dict[str, list[str]]] = {look: {} for look in LOOKS}
    for path in full:
        if path in DOORS:
            context.clear_cookies()  # the door is for whoever has not come in; it is the last to be looked at
        page.goto(path, wait_until="domcontentloaded")
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        for look, (width, scheme, script) in LOOKS.items():
            page.set_viewport_size({"width": width, "height": 720})
            page.emulate_media(color_scheme=scheme)
            found[look][path] = page.evaluate(script)
    context.close()
    return {look: {path: said for path, said in told.items() if said} for look, told in found.items()}


@pytest.mark.parametrize("look", ["day", "night"])
def test_all_words_can_be_read_by_day_and_by_night(seen: dict[str, dict[str, list[str]]], look: str) -> None:
    assert seen[look] == {}


def test_a_phone_shows_all_of_a_page(seen: dict[str, dict[str, list[str]]]) -> None:
    assert seen["phone"] == {}


def test_all_ways_are_in_sight_on_a_small_screen(seen: dict[str, dict[str, list[str]]]) -> None:
    assert seen["notebook"] == {}


def test_night_is_dark(browser: Browser, site: Server) -> None:
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(f"{site.url}/sign-in")
        assert sum(page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")) < 100
