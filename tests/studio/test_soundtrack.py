"""The soundtrack against real FFmpeg: the set loudness, the exact length, the same bytes."""

import math
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from heygen_cli.domain.errors import RenderFailed
from heygen_cli.studio import soundtrack
from heygen_cli.studio.soundtrack import Part


def write_wav(path: Path, seconds: float, level: float, rate: int = 16_000) -> Path:
    """Something like speech: a buzz in syllables of a quarter second, with gaps."""
    t = np.arange(int(seconds * rate)) / rate
    buzz = sum(np.sin(2 * np.pi * 120 * k * t) / k for k in range(1, 20))
    syllables = np.clip(np.sin(2 * np.pi * 2 * t) * 3, 0, 1)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((buzz * syllables * level * 9000).astype(np.int16).tobytes())
    return path


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
        assert float(stream.duration * stream.time_base) == pytest.approx(78 / fps, abs=0.002)


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
