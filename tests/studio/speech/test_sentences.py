"""Spoken sentences are kept: the same sound as without, and after an edit only what changed is spoken."""

from __future__ import annotations

from pathlib import Path

from heygen_cli.domain.speech import SpeechRequest
from heygen_cli.studio.speech import Speech, sentences
from heygen_cli.studio.speech.engine import Sentence, Sound, Utterance

VOICE = "espeak/en-us+klatt4"
TEXT = "First this. Then that. [rate 0.8]Then slowly.[/rate] First this."


def test_an_edit_has_only_one_sentence_spoken(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    plain, keeping = Speech(), Speech(sentences=kept)
    plain.synthesise(SpeechRequest(TEXT, VOICE), tmp_path / "plain")
    keeping.synthesise(SpeechRequest(TEXT, VOICE), tmp_path / "first")
    files = set(kept.iterdir())
    assert len(files) == 3  # one of the four is said twice
    before = {path: path.stat().st_mtime_ns for path in files}
    keeping.synthesise(SpeechRequest(TEXT, VOICE), tmp_path / "again")
    edited = keeping.synthesise(SpeechRequest(TEXT.replace("that", "those"), VOICE), tmp_path / "edited")
    assert "those" in [word.spoken for word in edited.words]
    assert len(set(kept.iterdir()) - files) == 1
    assert {path: path.stat().st_mtime_ns for path in files} == before
    for name in ("speech.wav", "speech.json"):
        first = (tmp_path / "plain" / name).read_bytes()
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "again" / name).read_bytes() == first


def test_whatever_the_sound_depends_on_is_part_of_the_key(tmp_path: Path) -> None:
    asked: list[Sentence] = []

    def speak(missing: list[Sentence]) -> list[Utterance]:
        asked.extend(missing)
        return [Utterance(b"\1\0\n\0", 8000, (Sound("a", 0, 2, 0, 1), Sound("pau", 2, 2, None, 0)), exact=False)] * len(
            missing
        )

    one, other = Sentence("rms", ("Hi.",), 1.0), Sentence("rms", ("Hi.",), 1.1)
    for voice, sentence in (({"x": "1"}, one), ({"x": "2"}, one), ({"x": "1"}, other), ({"x": "1"}, one)):
        (heard,) = sentences.speak_all(tmp_path, voice, [sentence], speak)  # type: ignore[arg-type]
        assert heard == speak([sentence])[0]
        asked.pop()
    assert asked == [one, one, other]


def test_a_damaged_sentence_is_spoken_again(tmp_path: Path) -> None:
    speech = Speech(sentences=tmp_path / "kept")
    whole = speech.synthesise(SpeechRequest("Once more.", VOICE), tmp_path / "a")
    (file,) = (tmp_path / "kept").iterdir()
    content = file.read_bytes()
    for damaged in (b"", content[:100], content[:-2], b"[]\n", b"\xff\xff"):
        file.write_bytes(damaged)
        assert speech.synthesise(SpeechRequest("Once more.", VOICE), tmp_path / "b") == whole
        assert file.read_bytes() == content
