"""Directions in brackets: done, not said, not shown; what nobody knows is shown and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.speech import SpeechRequest, SpeechTrack
from heygen_cli.studio.speech import Speech, plan
from heygen_cli.studio.speech.plan import Plan


def read(text: str) -> Plan:
    return plan.make(text, "en")


def said(text: str) -> str:
    return " ".join(word.text for chunk in read(text).chunks for word in chunk.words).lower()


def shown(text: str) -> str:
    return " ".join(token.text for token in read(text).tokens)


def test_directions_are_neither_said_nor_shown() -> None:
    text = "[smile] Hello there. [Look-Left] Over [count 2] here [open palm]."
    assert said(text) == "hello there over here"
    assert shown(text) == "Hello there. Over here."
    assert [name for _, name in read(text).directions] == ["smile", "look left", "count two", "open palm"]
    for offset, name in read(text).directions:
        assert text[offset] == "["
        assert name.split()[0] in text[offset:].lower()


@pytest.mark.parametrize(
    ("text", "spoken", "seen"),
    [
        ("Run [nginx|engine x] now.", "run engine x now", "Run nginx now."),
        ("Use [Kubernetes|koo-ber-NET-eez] now.", "use koo ber net eez now", "Use Kubernetes now."),
        ("This is [emphasis]very[/emphasis] good.", "this is very good", "This is very good."),
        ("Run [nginx|engine x]!", "run engine x", "Run nginx!"),
        ("Call [spell]ABC[/spell] now.", "call ay b c now", "Call ABC now."),
        ("See [our site](https://example.com/a?b=c).", "see our site", "See our site."),
        ("As shown [1], it works.", "as shown it works", "As shown [1], it works."),
        ("Use [grin] here.", "use here", "Use [grin] here."),
    ],
)
def test_what_is_said_and_what_is_shown(text: str, spoken: str, seen: str) -> None:
    assert said(text) == spoken
    assert shown(text) == seen


def test_manners_hold_where_they_stand() -> None:
    reading = read("Now [rate 0.8]slow and [pitch -3]low[/pitch][/rate] and [volume 0.5]soft[/volume] again.")
    manners = [(" ".join(word.text for word in chunk.words).lower(), *chunk.manner) for chunk in reading.chunks]
    assert manners == [
        ("now", 1, 0, 1),
        ("slow and", 0.8, 0, 1),
        ("low", 0.8, -3, 1),
        ("and", 1, 0, 1),
        ("soft", 1, 0, 0.5),
        ("again", 1, 0, 1),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[rate 9]Fast[/rate]", "between 0.4 and 2.5"),
        ("[pitch 2]High", r"\[pitch\] is never closed"),
        ("Oh [/rate] no", "closes nothing"),
        ("[rate 0.8][pitch 2]x[/rate][/pitch]", "closes nothing"),
        ("Wait [pause 90s] for it", "too long"),
    ],
)
def test_a_faulty_tag_is_told(text: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        read(text)


def test_unknown_tags_are_told_and_strictly_refused() -> None:
    speech = Speech()
    voice, _ = speech.resolve("espeak/en-us", None)
    (event,) = speech.remarks("Well [smlie] hello [1] there.", voice)
    assert (event.kind, event.code) == ("fallback", "unknown_tag")
    assert "[smlie]" in event.message
    assert event.hint == "did you mean [smile]?"
    assert speech.remarks("Well [smile] hello.", voice) == []


def test_a_script_in_another_language_is_told() -> None:
    speech = Speech()
    english, _ = speech.resolve("espeak/en-us", None)
    german, _ = speech.resolve("espeak/de", None)
    text = "Guten Tag, ich freue mich, dass Sie heute hier sind und das ist nicht alles."
    (event,) = speech.remarks(text, english)
    assert (event.kind, event.code) == ("fallback", "voice_language")
    assert "espeak/de" in str(event.hint)
    assert speech.remarks(text, german) == []


@pytest.fixture(scope="module")
def track(tmp_path_factory: pytest.TempPathFactory) -> SpeechTrack:
    text = "[serious] First this. [smile] Then that [wave]."
    return Speech().synthesise(SpeechRequest(text, "espeak/en-us+klatt4"), tmp_path_factory.mktemp("tags"))


def test_directions_come_with_the_word_they_stand_before(track: SpeechTrack) -> None:
    starts = {token.text: token.start for token in track.tokens}
    assert [(direction.name, direction.at) for direction in track.directions] == [
        ("serious", starts["First"]),
        ("smile", starts["Then"]),
        ("wave", track.length),
    ]
    assert SpeechTrack.from_json(track.to_json()) == track


def test_pitch_and_volume_of_a_part_are_heard(tmp_path: Path) -> None:
    """The same words plain, and with one of them higher and softer: only that one changes."""
    import numpy as np

    from heygen_cli.studio.speech import sound

    def spoken(text: str, name: str) -> tuple[SpeechTrack, sound.Samples]:
        made = Speech().synthesise(SpeechRequest(text, "espeak/en-us+klatt4"), tmp_path / name)
        return made, sound.read_wav(tmp_path / name / "speech.wav")[0]

    plain, before = spoken("Yes [volume 1]we[/volume] go home. [rate 1]Alone.[/rate]", "plain")
    marked, after = spoken("Yes [volume 1]we[/volume] go home. [volume 0.3]Alone.[/volume]", "marked")
    assert [word.spoken for word in plain.words] == [word.spoken for word in marked.words]

    def loudness(samples: sound.Samples, word: int, made: SpeechTrack) -> float:
        part = samples[made.words[word].start : made.words[word].end]
        return float(20 * np.log10(np.sqrt(np.square(part).mean())))

    assert abs(loudness(after, 0, marked) - loudness(before, 0, plain)) < 1
    assert loudness(after, -1, marked) < loudness(before, -1, plain) - 5
