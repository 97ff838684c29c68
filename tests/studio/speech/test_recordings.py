from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.speech import SpeechRequest, SpeechTrack
from heygen_cli.studio import ffmpeg, speech
from heygen_cli.studio.speech import audio, sound

SCRIPT = "A short text goes in, and a finished film comes out. Heygen costs $5 today."
RATE = 16000


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SpeechTrack]:
    """A recording whose times are known."""
    folder = tmp_path_factory.mktemp("spoken")
    return folder / "speech.wav", speech.Speech().synthesise(SpeechRequest(SCRIPT, "espeak/en-us+klatt4"), folder)


def converted(source: Path, target: Path, *args: str) -> Path:
    ffmpeg.run(["-i", str(source), *args, "-y", str(target)])
    return target


@pytest.mark.parametrize("ending", ["wav", "mp3", "m4a", "flac", "ogg", "opus", "webm", "aac", "aiff"])
def test_words_are_found_in_any_format(spoken: tuple[Path, SpeechTrack], ending: str, tmp_path: Path) -> None:
    source, truth = spoken
    encoder = ("-strict", "-2", "-c:a", "opus") if ending in ("webm", "opus", "ogg") else ()
    file = converted(source, tmp_path / f"a.{ending}", "-ar", "48000", *encoder)
    track = speech.Speech().recording(file, SCRIPT, tmp_path / "out")
    assert track.timing == "aligned"
    assert [word.spoken for word in track.words] == [word.spoken for word in truth.words]
    starts = [word.start / track.rate for word in track.words]
    errors = np.subtract(starts, [word.start / truth.rate for word in truth.words])
    # Encoders of MP3 and AAC put some silence before the sound.
    assert np.abs(errors - np.median(errors)).mean() < 0.025
    assert abs(np.median(errors)) < 0.06
    assert [SCRIPT[token.char_start : token.char_end] for token in track.tokens] == SCRIPT.split()
    assert sound.read_wav(tmp_path / "out" / track.pcm)[1] == track.rate
    assert len(sound.read_wav(tmp_path / "out" / track.pcm)[0]) == track.length


def test_track_is_written_and_whole(spoken: tuple[Path, SpeechTrack], tmp_path: Path) -> None:
    track = speech.Speech().recording(spoken[0], SCRIPT, tmp_path)
    assert SpeechTrack.from_json(json.loads((tmp_path / "speech.json").read_text("utf-8"))) == track
    for word, after in pairwise(track.words):
        assert word.end <= after.start
        assert track.phones[word.phones[0]].start == word.start
    assert track.error_ms


def test_words_that_do_not_fit_are_estimated(spoken: tuple[Path, SpeechTrack], tmp_path: Path) -> None:
    other = "Completely different sentences were written here, about elephants, volcanoes and the price of tea. " * 6
    track = speech.Speech().recording(spoken[0], other, tmp_path)
    assert track.timing == "estimated"
    assert track.notes
    assert len(track.tokens) == len(other.split())
    assert all(before.end <= after.start + 1 for before, after in pairwise(track.words))
    assert track.words[-1].end <= track.length


def test_other_languages_are_laid_over_a_reading(tmp_path: Path) -> None:
    """The recording is spoken by another voice, more slowly, and with pauses that the reading does not have."""
    text = "Der Hund und die Katze sind nicht im Haus. Sie sitzen, wie immer, lange vor der Tür. Dort ist es warm."
    truth = speech.Speech().synthesise(SpeechRequest(text, "espeak/de+klatt4", speed=0.8), tmp_path / "a")
    track = speech.Speech().recording(tmp_path / "a" / "speech.wav", text, tmp_path / "b")
    assert (track.timing, track.language) == ("dtw", "de")
    errors = [a.start / track.rate - b.start / truth.rate for a, b in zip(track.words, truth.words, strict=True)]
    assert np.abs(errors).mean() < 0.06
    assert np.abs(errors).max() < 0.25
    for index, word in enumerate(track.words):
        assert all(phone.word == index for phone in track.phones[slice(*word.phones)])


def test_without_a_script_the_mouth_follows_the_sound(spoken: tuple[Path, SpeechTrack], tmp_path: Path) -> None:
    source, truth = spoken
    track = speech.Speech().recording(source, "", tmp_path)
    assert (track.words, track.tokens, track.timing) == ((), (), "estimated")
    agreed = (mask(track) == mask(truth)).mean()
    assert agreed > 0.9
    assert {phone.ipa for phone in track.phones} >= {"ɑ", "s", "m"}


def mask(track: SpeechTrack) -> np.ndarray:
    """Whether something is said, every 10 ms."""
    heard = np.zeros(round(track.seconds * 100), bool)
    for phone in track.phones:
        heard[round(phone.start / track.rate * 100) : round(phone.end / track.rate * 100)] = True
    return heard


def test_pauses_stay_closed(tmp_path: Path) -> None:
    tone = (np.sin(np.arange(RATE) * 2 * np.pi * 150 / RATE) * 0.3).astype(np.float32)
    hiss = np.random.default_rng(1).normal(0, 0.0005, RATE).astype(np.float32)
    sound.write_wav(tmp_path / "a.wav", np.concatenate([hiss, tone, hiss]), RATE)
    track = speech.Speech().recording(tmp_path / "a.wav", "", tmp_path)
    assert track.phones[0].start / track.rate == pytest.approx(1, abs=0.03)
    assert track.phones[-1].end / track.rate == pytest.approx(2, abs=0.03)


def silence(path: Path, seconds: float, *args: str) -> Path:
    ffmpeg.run(["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", str(seconds), *args, "-y", str(path)])
    return path


def test_refused(spoken: tuple[Path, SpeechTrack], tmp_path: Path) -> None:
    (tmp_path / "text.wav").write_text("This is not sound.")
    (tmp_path / "empty.wav").write_bytes(b"")
    (tmp_path / "broken.wav").write_bytes(b"RIFF\x00\x00\x00\x00WAVEjunk")
    (tmp_path / "list.mp3").write_text("#EXTM3U\n/etc/passwd")
    sound.write_wav(tmp_path / "none.wav", np.zeros(0, np.float32), RATE)
    picture = ["-f", "lavfi", "-i", "color=s=64x64:d=0.2", "-y", str(tmp_path / "mute.mp4")]
    ffmpeg.run(picture)
    silence(tmp_path / "silent.wav", 1)
    sound.write_wav(tmp_path / "long.wav", np.tile(sound.read_wav(spoken[0])[0][:8000], 610), 8000)
    for name, reason in {
        "missing.wav": "No such file",
        ".": "Cannot read",
        "text.wav": "not a recording",
        "empty.wav": "empty",
        "broken.wav": "damaged|zero",
        "list.mp3": "not a recording",
        "none.wav": "zero|damaged",
        "mute.mp4": "no sound",
        "silent.wav": "silent",
        "long.wav": "longer than 600 s",
    }.items():
        with pytest.raises(InvalidInput, match=reason) as refusal:
            speech.Speech().recording(tmp_path / name, "", tmp_path / "out")
        assert refusal.value.hint
        assert refusal.value.param == "audio"
    assert not (tmp_path / "out").exists()


def test_resampling_keeps_length_and_pitch() -> None:
    tone = np.sin(np.arange(RATE) * 2 * np.pi * 440 / RATE).astype(np.float32) * 0.5
    higher = audio.resampled(tone, RATE, 48000)
    assert len(higher) == pytest.approx(48000, abs=200)
    spectrum = np.abs(np.fft.rfft(higher[:48000]))
    assert int(np.argmax(spectrum)) * 48000 / len(higher[:48000]) == pytest.approx(440, abs=2)
