"""Scenes that show something: what may be written, what it becomes, and what is wrong with what may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from heygen_cli.domain.background import Background
from heygen_cli.domain.errors import InvalidInput, ManyInvalid
from heygen_cli.domain.moment import Moment
from heygen_cli.domain.music import Music
from heygen_cli.domain.overlay import Arrow, BRoll, Label, LowerThird, Overlay, SoundEffect
from heygen_cli.domain.panel import Bullets, Chart, Code, Quote, Screenshot, Spot, Title
from heygen_cli.domain.parse import storyboard_from_mapping
from heygen_cli.domain.place import Place
from heygen_cli.domain.schema import storyboard_schema
from heygen_cli.domain.storyboard import Output, Storyboard
from heygen_cli.domain.transition import CUT, Transition
from heygen_cli.infra.documents import read_document

BASE = Path("/videos")
FULL = """
title: Launch
description: All of it
formats: ["9:16", {aspect_ratio: "1:1", resolution: 720p, name: square}]
codec: h265
loudness: -16
brand:
  colors: {primary: "#fff", accent: "#00ff00"}
  logo: logo.png
  font: Inter
  heading_font: house.otf
  watermark: {position: bottom left, opacity: 0.5}
  intro: intro.mp4
music: {file: tune.mp3, volume: -20, duck: 12}
captions: {style: pop, lines: 1, position: center}
transition: fade
background: {gradient: ["#000", "#fff"], angle: 90}
scenes:
  - title: Hello
    show: {title: Launch}
    duration: 3
  - script: One, two, three. Two again.
    layout: right
    avatar: {look: leo, enter: slide}
    show: {list: {heading: Numbers, items: [One, 2], at: ["one", "two#2"]}}
    overlays:
      - {lower_third: {name: Leo, role: Counter}, at: 0.5, for: 3, position: top-left}
      - {text: Here, at: "two", until: "three.", position: [0.25, 0.75], enter: pop}
      - {arrow: {from: [0, 0], to: [1, 1]}, color: "#abc"}
    sounds: [{file: ding.wav, at: "three", volume: -6}, tick.wav]
    broll: [{file: city.mp4, at: 1, for: 2}]
    transition: {kind: wipe, seconds: 1, direction: up}
  - {script: Look., show: {screenshot: {file: s.png, zoom: {x: 0.1, y: 0.1, width: 0.5, height: 0.5, at: look}}}}
  - {script: Code., show: {code: {text: "a = 1", highlight: [1, 2-3]}}, background: {image: x.jpg, zoom: in, blur: 0.5}}
  - {script: Money., show: {chart: {file: n.csv, kind: line, y: sales}}}
  - {script: Wise., show: {quote: {text: Less is more, by: Mies}}}
  - {layout: none, background: sea.mp4, duration: 5}
"""


def read(text: str, *, exists: bool = True) -> Storyboard:
    document = read_document(text, "film.yaml")
    return storyboard_from_mapping(document.data, document.marks, BASE, exists=lambda _: exists)


def faults_of(text: str) -> list[InvalidInput]:
    with pytest.raises(InvalidInput) as caught:
        read(text)
    return list(caught.value.faults) if isinstance(caught.value, ManyInvalid) else [caught.value]


def test_every_section_is_read() -> None:
    board = read(FULL)
    assert board.formats == (Output("9:16"), Output("1:1", "720p", "square"))
    assert [output.suffix for output in board.formats] == ["9x16", "square"]
    assert (board.codec, board.loudness, board.description) == ("h265", -16.0, "All of it")
    assert (board.brand.colors.primary, board.brand.colors.accent) == ("#ffffff", "#00ff00")
    assert board.brand.watermark
    assert board.brand.watermark.position == Place(0.0, 1.0)
    assert (board.brand.font, board.brand.heading_font) == ("Inter", "/videos/house.otf")
    assert (board.brand.logo, board.brand.intro) == (Path("/videos/logo.png"), Path("/videos/intro.mp4"))
    assert board.music == Music(Path("/videos/tune.mp3"), volume=-20.0, duck=12.0)
    assert (board.captions.look, board.captions.lines, board.captions.position) == ("pop", 1, "center")
    assert board.background == Background(gradient=("#000000", "#ffffff"), angle=90.0)
    title, numbers, shot, code, chart, quote, sea = board.scenes
    assert (title.show, title.layout, title.duration, title.spoken) == (Title("Launch"), "none", 3.0, False)
    assert numbers.show == Bullets(("One", "2"), "Numbers", at=(Moment(word="one"), Moment(word="two", nth=2)))
    assert numbers.staging
    assert (numbers.avatar, numbers.staging.enter) == ("leo", "slide")
    assert numbers.overlays == (
        Overlay(LowerThird("Leo", "Counter"), Moment(0.5), seconds=3.0, position=Place(0.0, 0.0)),
        Overlay(
            Label("Here"),
            Moment(word="two"),
            until=Moment(word="three."),
            position=Place(0.25, 0.75, free=True),
            enter="pop",
        ),
        Overlay(Arrow(Place(0, 0, free=True), Place(1, 1, free=True)), color="#aabbcc"),
    )
    ding = SoundEffect(Path("/videos/ding.wav"), Moment(word="three"), -6.0)
    assert numbers.sounds == (ding, SoundEffect(Path("/videos/tick.wav")))
    assert numbers.broll == (BRoll(Path("/videos/city.mp4"), Moment(1.0), 2.0),)
    assert shot.show == Screenshot(Path("/videos/s.png"), Spot(0.1, 0.1, 0.5, 0.5, Moment(word="look")))
    assert code.show == Code("a = 1", highlight=("1", "2-3"))
    assert code.background == Background(image=Path("/videos/x.jpg"), zoom="in", blur=0.5)
    assert chart.show == Chart(Path("/videos/n.csv"), "line", y=("sales",))
    assert quote.show == Quote("Less is more", "Mies")
    assert sea.background == Background(video=Path("/videos/sea.mp4"))


def test_a_layout_follows_from_what_is_shown() -> None:
    assert [scene.layout for scene in read(FULL).scenes] == [
        "none",
        "right",
        "corner",
        "corner",
        "left",
        "none",
        "none",
    ]


def test_transitions_are_the_films_unless_a_scene_says_otherwise() -> None:
    board = read(FULL)
    assert board.transition_after(0) == Transition("fade")
    assert board.transition_after(1) == Transition("wipe", 1.0, "up")
    assert board.transition_after(6) == CUT


def test_what_was_read_survives_the_store() -> None:
    board = read(FULL)
    assert Storyboard.from_json(board.to_json()) == board


@pytest.mark.parametrize(
    ("scene", "path", "message"),
    [
        ("show: {titel: x}", "scenes[0].show.titel", 'no field "titel"'),
        ("show: {title: A, quote: B}", "scenes[0].show.quote", "title and quote do not go together"),
        ("show: {}", "scenes[0].show", "not said what to show"),
        ("show: {list: {items: []}}", "scenes[0].show.list.items", "at least one"),
        ("show: {code: {language: python}}", "scenes[0].show.code", "One of text, file is missing"),
        ("show: {chart: n.txt}", "scenes[0].show.chart", "cannot be used here"),
        ("show: {countdown: 90}", "scenes[0].show.countdown", "between 1 and 60"),
        ("script: hi, layout: left", "scenes[0].layout", "nothing beside the presenter"),
        ("script: hi, transition: swirl", "scenes[0].transition", 'cannot be "swirl"'),
        ("script: hi, duration: 0", "scenes[0].duration", "between 0.2 and 600"),
        ("script: hi, duration: 3000", "scenes[0].duration", "between 0.2 and 600"),
        ("script: hi, overlays: [{at: 1}]", "scenes[0].overlays[0]", "choose from text"),
        ("script: hi, overlays: [{text: a, logo: true}]", "scenes[0].overlays[0].logo", "text and logo"),
        ("script: hi, overlays: [{logo: true}]", "scenes[0].overlays[0].logo", "no logo"),
        ("script: hi, overlays: [{text: a, for: 1, until: 2}]", "scenes[0].overlays[0].until", "for and until"),
        ("script: hi, overlays: [{text: a, at: bye}]", "scenes[0].overlays[0].at", '"bye" is not spoken'),
        ("script: hi, overlays: [{text: a, at: 'hi#2'}]", "scenes[0].overlays[0].at", "is not spoken"),
        ("script: hi, overlays: [{text: a, at: 'hi#0'}]", "scenes[0].overlays[0].at", "counts from 1"),
        ("script: hi, overlays: [{text: a, position: botom}]", "scenes[0].overlays[0].position", 'cannot be "botom"'),
        ("script: hi, overlays: [{arrow: {to: [1, 1]}}]", "scenes[0].overlays[0].arrow.from", "from is missing"),
        ("script: hi, background: {color: '#fff', image: a.png}", "scenes[0].background.image", "do not go together"),
        ("script: hi, sounds: [https://x.org/a.mp3]", "scenes[0].sounds[0]", "not a local file"),
        ("layout: none, script: 7", "scenes[0].script", "must be text"),
    ],
)
def test_each_fault_names_its_field_and_its_line(scene: str, path: str, message: str) -> None:
    fault, *others = faults_of("title: x\nscenes:\n  - {" + scene + "}\n")
    assert not others
    told = f"{fault.message} {fault.hint}"
    assert message in told
    assert fault.location
    assert (fault.location.path, fault.location.line) == (path, 3)


def test_a_brand_without_a_logo_has_no_watermark() -> None:
    (fault,) = faults_of("brand: {watermark: {}}\nscenes: [{script: hi}]")
    assert fault.location
    assert fault.location.path == "brand.watermark"


def test_the_schema_is_sound_and_accepts_what_the_reader_accepts() -> None:
    schema = storyboard_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    data = read_document(FULL, "film.yaml").data
    assert [error.message for error in validator.iter_errors(data)] == []
    for wrong in ({"scenes": []}, {"scenes": [{"shw": 1}]}, {"scenes": [{"script": "a", "show": {"list": {}}}]}, {}):
        assert list(validator.iter_errors(wrong)), wrong
