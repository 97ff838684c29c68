from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.speech import SpeechRequest, SpeechTrack
from heygen_cli.studio import speech
from heygen_cli.studio.speech import aligner, segments, sound, synthesis
from heygen_cli.studio.speech.engine import Sound

ESPEAK = "espeak/en-us+klatt4"
SCRIPT = (
    "Making a video used to take a whole afternoon. You wrote a script, found a quiet room, and recorded it twice. "
    "Today a short text goes in, and a finished film comes out.\n\nIt cost $5.50 👍 on March 3rd, 2025. Nothing more!"
)


@pytest.fixture(params=["flite/rms", ESPEAK])
def voice(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue("flite") if request.param == "flite/rms" else request.param


def speak(folder: Path, voice: str, text: str = SCRIPT, **how: float | bool | str) -> SpeechTrack:
    return speech.Speech().synthesise(SpeechRequest(text, voice, **how), folder)


def loudness(folder: Path) -> tuple[np.ndarray, int]:
    samples, rate = sound.read_wav(folder / "speech.wav")
    return segments.levels(samples, rate), rate


def test_track_is_whole_and_in_order(voice: str, tmp_path: Path) -> None:
    track = speak(tmp_path, voice)
    samples, rate = sound.read_wav(tmp_path / track.pcm)
    assert (len(samples), rate) == (track.length, track.rate)
    assert SpeechTrack.from_json(json.loads((tmp_path / "speech.json").read_text("utf-8"))) == track
    assert [SCRIPT[token.char_start : token.char_end] for token in track.tokens] == SCRIPT.split()
    assert all(before.end <= after.start for before, after in pairwise(track.words))
    assert all(before.end <= after.start for before, after in pairwise(track.phones))
    assert all(0 < phone.start < phone.end < track.length for phone in track.phones)
    for index, word in enumerate(track.words):
        sounds = track.phones[slice(*word.phones)]
        assert sounds
        assert {phone.word for phone in sounds} == {index}
        assert (sounds[0].start, sounds[-1].end) == (word.start, word.end)
    assert {phone.stress for phone in track.phones} >= {0, 1}


def test_every_written_word_is_heard_and_no_emoji(voice: str, tmp_path: Path) -> None:
    track = speak(tmp_path, voice)
    silent = [token.text for token in track.tokens if token.start == token.end]
    assert silent == ["👍"]
    money = next(index for index, token in enumerate(track.tokens) if token.text == "$5.50")
    assert [word.spoken for word in track.words if word.token == money] == ["five", "dollars", "fifty", "cents"]


def test_sounds_lie_where_something_is_heard(voice: str, tmp_path: Path) -> None:
    track = speak(tmp_path, voice)
    levels, rate = loudness(tmp_path)
    spoken = np.zeros(len(levels), bool)
    for phone in track.phones:
        spoken[round(phone.start / rate * 100) : round(phone.end / rate * 100)] = True
    voiced = levels > np.percentile(levels, 95) - 35
    assert (spoken == voiced).mean() > 0.9
    # The best agreement is where they are: moving them by 30 ms either way makes it no better.
    agreement = [(np.roll(spoken, shift) == voiced).mean() for shift in (-3, 0, 3)]
    assert agreement[1] > max(agreement) - 0.015  # espeak's room rings on for 30 ms


@pytest.mark.slow
def test_word_times_agree_with_an_independent_aligner(voice: str, tmp_path: Path) -> None:
    track = speak(tmp_path, voice)
    samples, rate = sound.read_wav(tmp_path / "speech.wav")
    heard = aligner.align(samples, rate, [word.spoken for word in track.words])
    assert heard
    errors = [there.start - word.start / rate for word, there in zip(track.words, heard, strict=True)]
    assert float(np.abs(errors).mean()) <= 0.025


def test_silences_are_where_they_belong(voice: str, tmp_path: Path) -> None:
    track = speak(tmp_path, voice, "One here. Two here. [pause 1.5s] Three here.\n\nFour here.")
    rests = [
        (after.start - before.end) / track.rate
        for before, after in pairwise(track.tokens)
        if before.sentence != after.sentence
    ]
    assert rests == pytest.approx([0.35, 1.5, 0.7], abs=0.02)
    assert track.tokens[0].start / track.rate == pytest.approx(0.28, abs=0.03)
    assert (track.length - track.tokens[-1].end) / track.rate == pytest.approx(0.4, abs=0.02)


def test_same_request_same_bytes(voice: str, tmp_path: Path) -> None:
    speak(tmp_path / "a", voice, SCRIPT * 3)
    speak(tmp_path / "b", voice, SCRIPT * 3)
    for name in ("speech.wav", "speech.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_no_clicks_and_no_true_silence(voice: str, tmp_path: Path) -> None:
    speak(tmp_path, voice)
    samples, rate = sound.read_wav(tmp_path / "speech.wav")
    runs = np.diff(np.flatnonzero(np.diff(samples, prepend=1, append=-1)))
    assert runs.max() < rate / 500  # nowhere the same value for 2 ms
    quiet = segments.levels(samples, rate) < -60
    jumps = np.abs(np.diff(samples)).reshape(-1)[: len(quiet) * (rate // 100)].reshape(len(quiet), -1).max(1)
    assert jumps[quiet].max() < 0.02


def test_speed_and_volume(voice: str, tmp_path: Path) -> None:
    plain = speak(tmp_path / "plain", voice)
    fast = speak(tmp_path / "fast", voice, speed=1.5)
    soft = speak(tmp_path / "soft", voice, volume=0.5)
    assert 0.55 < fast.seconds / plain.seconds < 0.85
    assert soft.words == plain.words
    loud, softer = (np.percentile(loudness(tmp_path / name)[0], 90) for name in ("plain", "soft"))
    assert loud - softer == pytest.approx(6, abs=1)


def test_loud_sound_is_limited(voice: str, tmp_path: Path) -> None:
    speak(tmp_path, voice, volume=4.0)
    samples, _ = sound.read_wav(tmp_path / "speech.wav")
    assert float(np.abs(samples).max()) <= 0.9


def test_pitch_moves_the_voice_and_not_its_times(voice: str, tmp_path: Path) -> None:
    plain = speak(tmp_path / "plain", voice, "Moving the voice along the line.")
    high = speak(tmp_path / "high", voice, "Moving the voice along the line.", pitch=5.0)
    assert (high.words, high.length) == (plain.words, plain.length)
    assert fundamental(tmp_path / "high") / fundamental(tmp_path / "plain") == pytest.approx(2 ** (5 / 12), rel=0.12)
    envelopes = [np.maximum(loudness(tmp_path / name)[0], -60) for name in ("plain", "high")]
    lags = range(-6, 7)
    best = max(lags, key=lambda lag: float(np.corrcoef(envelopes[0], np.roll(envelopes[1], lag))[0, 1]))
    assert abs(best) <= 2


def fundamental(folder: Path) -> float:
    """The median pitch in Hz by autocorrelation."""
    samples, rate = sound.read_wav(folder / "speech.wav")
    found = []
    for start in range(0, len(samples) - 1024, 512):
        block = samples[start : start + 1024]
        if np.sqrt((block**2).mean()) > 0.05:
            echo = np.correlate(block, block, "full")[1023:]
            first, last = rate // 300, rate // 60
            found.append(rate / (first + int(np.argmax(echo[first:last]))))
    return float(np.median(found))


def test_markup_is_obeyed(voice: str, tmp_path: Path) -> None:
    text = 'Say <sub alias="World Wide Web">WWW</sub>.<break time="900ms"/><prosody rate="slow">Slowly now.</prosody>'
    track = speak(tmp_path, voice, text, ssml=True)
    assert [token.text for token in track.tokens] == ["Say", "WWW.", "Slowly", "now."]
    assert [word.spoken for word in track.words] == ["Say", "World", "Wide", "Web", "Slowly", "now"]
    assert (track.tokens[2].start - track.tokens[1].end) / track.rate == pytest.approx(0.9, abs=0.02)


def test_other_languages_with_espeak(tmp_path: Path) -> None:
    german = speak(tmp_path / "de", "espeak/de", "Guten Tag, das kostet 5,50 Euro.")
    assert all(token.end > token.start for token in german.tokens)
    assert "ç" in "".join(phone.ipa for phone in speak(tmp_path / "ich", "espeak/de", "Ich auch nicht.").phones)
    chinese = speak(tmp_path / "zh", "espeak/cmn", "你好，世界。")
    assert [token.text for token in chinese.tokens] == ["你", "好，", "世", "界。"]
    assert all(token.end > token.start for token in chinese.tokens)
    arabic = speak(tmp_path / "ar", "espeak/ar", "مرحبا بالعالم.")
    assert [token.text for token in arabic.tokens] == ["مرحبا", "بالعالم."]
    assert "kana" in speak(tmp_path / "ja", "espeak/ja", "日本の").notes[-1]


@pytest.mark.parametrize(
    ("text", "how", "reason"),
    [
        ("👍 🎉", {}, "nothing to say"),
        ("  \n ", {}, "nothing to say"),
        ("[pause 2s]", {}, "nothing to say"),
        ("a" * 5001, {}, "5001 characters"),
        ("Hello", {"speed": 3.0}, "speed is 3"),
        ("Hello", {"pitch": 30.0}, "pitch is 30"),
        ("Hello", {"language": "de"}, "not de"),
        ("[pause 99s] Hello", {}, "99 s"),
        ("Fish & chips", {"ssml": True}, "SSML"),
    ],
)
def test_refused(text: str, how: dict[str, float], reason: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=reason) as refusal:
        speak(tmp_path / "x", ESPEAK, text, **how)
    assert refusal.value.hint or refusal.value.param in ("speed", "pitch")
    assert not (tmp_path / "x").exists()


def test_a_voice_does_not_read_foreign_letters(flite: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="speaks en-US, not ru") as refusal:
        speak(tmp_path, flite, "Привет, мир")
    assert "espeak/ru" in str(refusal.value.hint)
    assert "world" not in speak(tmp_path, flite, "Hello שלום world").notes[-1]
    assert speech.Speech().remarks("Der Hund und die Katze sind nicht da.", speech.Speech().resolve(flite, None)[0])


def test_short_rests_within_words_belong_to_the_sound_before() -> None:
    sounds = [Sound("a", 0, 100, 0, 0), Sound("b", 110, 200, 0, 0), Sound("c", 400, 500, 1, 0)]
    assert [(item.start, item.end) for item in synthesis.joined(sounds, 50)] == [(0, 110), (110, 200), (400, 500)]
