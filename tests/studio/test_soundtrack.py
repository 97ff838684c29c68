"""The soundtrack against real FFmpeg: the set loudness, the exact length, the same bytes."""

import math
import wave
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from heygen_cli.domain.errors import RenderFailed
from heygen_cli.studio import ffmpeg, soundtrack
from heygen_cli.studio.soundtrack import Part

RATE = 48_000


def buzz(seconds: float, rate: int) -> NDArray[np.float32]:
    """Something like speech: a buzz in syllables of a quarter second, with gaps, and no sharper peaks than a voice."""
    t = np.arange(int(seconds * rate)) / rate
    waves = sum(np.sin(2 * np.pi * 120 * k * t + np.pi * k * k / 20) / k for k in range(1, 20))
    return np.asarray(waves * np.clip(np.sin(2 * np.pi * 2 * t) * 3, 0, 1), np.float32)


def write_wav(path: Path, seconds: float, level: float, rate: int = 16_000) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((buzz(seconds, rate) * level * 9000).astype(np.int16).tobytes())
    return path


def tone(hertz: float, seconds: float, amplitude: float) -> NDArray[np.float32]:
    """A steady tone on both sides."""
    wave_form = amplitude * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)
    return np.repeat(wave_form.astype(np.float32)[:, None], 2, axis=1)


def write_samples(path: Path, samples: NDArray[np.float32], container: str | None = None) -> Path:
    """Samples of two channels at 48 kHz as floats, or as FLAC."""
    pcm = np.ascontiguousarray(samples, np.float32).tobytes()
    kind = [] if path.suffix == ".flac" else ["-c:a", "pcm_f32le", "-f", (container or "wav").lower()]
    ffmpeg.run(["-f", "f32le", "-ar", str(RATE), "-ac", "2", "-i", "-", *kind, "-y", f"file:{path}"], stdin=pcm or b"")
    return path


def decoded(path: Path, filters: str = "anull") -> NDArray[np.float32]:
    """What FFmpeg hears in a file."""
    raw = path.with_name("decoded.raw")
    ffmpeg.run(["-i", f"file:{path}", "-af", filters, "-f", "f32le", "-ac", "2", "-y", f"file:{raw}"])
    return np.fromfile(raw, np.float32).reshape(-1, 2)


def rms(samples: NDArray[np.float32]) -> float:
    """In dB of full scale."""
    return 10 * math.log10(float(np.square(samples, dtype=np.float64).mean()) + 1e-12)


@pytest.mark.parametrize("level", [0.02, 1.0])
def test_quiet_and_loud_speech_land_on_the_target(tmp_path: Path, level: float) -> None:
    parts = [Part(write_wav(tmp_path / "a.wav", 4, level), 125), Part(write_wav(tmp_path / "b.wav", 3, level / 3), 95)]
    dest = tmp_path / "out.m4a"
    soundtrack.mix(parts, 30, dest)
    measured = soundtrack.measure(dest)
    assert measured.integrated == pytest.approx(-14, abs=0.5)
    assert measured.peak <= -1


@pytest.mark.parametrize("fps", [24, 25, 30])
def test_it_is_exactly_as_long_as_the_picture(tmp_path: Path, fps: int) -> None:
    wav = write_wav(tmp_path / "a.wav", 1.3, 1)
    dest = tmp_path / "out.m4a"
    soundtrack.mix([Part(wav, 41), Part(wav, 37)], fps, dest)
    with av.open(str(dest)) as container:
        stream = container.streams.audio[0]
        assert (stream.sample_rate, stream.channels, stream.codec_context.name) == (48_000, 2, "aac")
        assert stream.duration is not None
        assert stream.time_base is not None
        assert stream.duration * stream.time_base == Fraction(78, fps)


def test_a_scene_is_heard_where_its_picture_is(tmp_path: Path) -> None:
    """Behind silent scenes, and behind the frames in which the scene before becomes it; what is too long is cut."""
    wav = write_wav(tmp_path / "a.wav", 1, 1)
    dest = tmp_path / "out.m4a"
    soundtrack.mix([Part(wav, 60), Part(None, 30), Part(wav, 45, lead=9), Part(wav, 12), Part(None, 15)], 30, dest)
    loud = np.abs(decoded(dest)[:, 0]) > 0.03
    heard = [bool(loud[round(at * RATE) : round((at + 0.01) * RATE)].any()) for at in np.arange(0, 5.39, 0.01)]
    onsets = [at / 100 for at in range(1, len(heard)) if heard[at] and not any(heard[max(0, at - 35) : at])]
    assert onsets == pytest.approx([3.31, 4.51], abs=0.03)
    assert heard[1]
    assert not any(heard[490:])


def test_scenes_of_any_level_follow_each_other_alike(tmp_path: Path) -> None:
    parts = [Part(write_wav(tmp_path / f"{number}.wav", 3, level), 90) for number, level in enumerate((1, 0.02, 0.3))]
    dest = tmp_path / "out.m4a"
    soundtrack.mix(parts, 30, dest)
    sound = decoded(dest)[:, 0]
    assert max(levels := [rms(sound[at * RATE : (at + 3) * RATE]) for at in (0, 3, 6)]) - min(levels) < 0.5


@pytest.mark.parametrize("suffix", ["m4a", "webm"])
@pytest.mark.parametrize("target", [-10.0, -23.0])
def test_the_loudness_can_be_chosen(tmp_path: Path, target: float, suffix: str) -> None:
    dest = tmp_path / f"out.{suffix}"
    found = soundtrack.mix([Part(write_wav(tmp_path / "a.wav", 5, 1), 150)], 30, dest, loudness=target)
    measured = soundtrack.measure(dest)
    assert measured.integrated == pytest.approx(target, abs=0.3)
    assert measured.integrated == pytest.approx(found, abs=0.1)
    assert measured.peak <= -1


def test_silence_stays_silent(tmp_path: Path) -> None:
    wav = write_wav(tmp_path / "a.wav", 2, 0)
    assert soundtrack.mix([Part(wav, 60)], 30, tmp_path / "out.m4a") == -math.inf


def test_the_same_speech_makes_the_same_bytes(tmp_path: Path) -> None:
    wav = write_wav(tmp_path / "a.wav", 2, 1)
    files = [tmp_path / "one.m4a", tmp_path / "two.m4a"]
    for file in files:
        soundtrack.mix([Part(wav, 60)], 30, file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_part_that_is_no_sound_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "bad.wav").write_text("not a wave")
    with pytest.raises(RenderFailed, match="cannot be read"):
        soundtrack.mix([Part(tmp_path / "bad.wav", 30)], 30, tmp_path / "out.m4a")
