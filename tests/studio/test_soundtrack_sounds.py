"""Sounds beside the speech: effects at their moments, the sound of films in the film."""

from pathlib import Path

import av
import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.music import Music
from heygen_cli.studio import ffmpeg, soundtrack
from heygen_cli.studio.soundtrack import Part, Sound
from tests.studio.test_media import write_video
from tests.studio.test_soundtrack import RATE, decoded, rms, tone, write_samples, write_wav

FPS = 30


def level_at(samples: np.ndarray, begin: float, end: float) -> float:
    return rms(samples[round(begin * RATE) : round(end * RATE)])


def make_film(folder: Path, sound: np.ndarray, seconds: float, delay: float = 0.0) -> Path:
    """A film of so many seconds with this sound, which begins ``delay`` seconds after the picture."""
    silent = write_video(folder / "silent.mp4", frames=round(seconds * 2), fps=2)
    wav, film = write_samples(folder / "film.wav", sound), folder / "film.mov"
    inputs = ["-i", str(silent), "-itsoffset", str(delay), "-i", str(wav)]
    ffmpeg.run([*inputs, "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac", "-y", str(film)])
    return film


def test_effects_are_heard_at_their_moments_as_loud_as_they_are(tmp_path: Path) -> None:
    ding = write_samples(tmp_path / "ding.wav", tone(6000, 0.4, 0.1))
    wav = write_wav(tmp_path / "talk.wav", 3, 1)
    dest = tmp_path / "out.webm"
    sounds = [Sound(ding, 1.25), Sound(ding, 4.0, volume=-6), Sound(ding, 5.9)]
    soundtrack.mix([Part(wav, 4 * FPS), Part(None, 2 * FPS)], FPS, dest, sounds=sounds)
    treble = "highpass=f=4500:poles=2,bandpass=f=6000:width_type=h:w=600"
    high, alone = decoded(dest, treble)[:, 0], level_at(decoded(ding, treble)[:, 0], 0.05, 0.35)
    assert level_at(high, 4.05, 4.35) == pytest.approx(alone - 6, abs=0.5)
    assert level_at(high, 1.3, 1.6) == pytest.approx(alone, abs=0.5)
    for begin, end in ((1.28, 1.62), (4.03, 4.37), (5.93, 6.0)):
        assert level_at(high, begin, end) > level_at(high, begin - 0.3, begin - 0.05) + 15
    assert len(high) >= 6 * RATE


def test_effects_alone_are_not_blown_up(tmp_path: Path) -> None:
    click = write_samples(tmp_path / "click.wav", tone(1000, 0.5, 0.01))
    dest = tmp_path / "out.webm"
    soundtrack.mix([Part(None, 3 * FPS)], FPS, dest, sounds=[Sound(click, 1)])
    assert level_at(decoded(dest)[:, 0], 1.1, 1.4) == pytest.approx(rms(tone(1000, 1, 0.01)), abs=0.5)


def test_effects_at_once_add_up_and_are_held_below_the_peak(tmp_path: Path) -> None:
    loud = write_samples(tmp_path / "loud.wav", tone(700, 1, 0.9))
    dest = tmp_path / "out.webm"
    soundtrack.mix([Part(None, 2 * FPS)], FPS, dest, sounds=[Sound(loud, 0.5), Sound(loud, 0.5), Sound(loud, 0.6)])
    assert soundtrack.measure(dest).peak <= -1


def test_a_silent_effect_does_no_harm_and_a_broken_one_is_refused(tmp_path: Path) -> None:
    wav = write_wav(tmp_path / "talk.wav", 2, 1)
    silent = write_samples(tmp_path / "silent.wav", tone(700, 1, 0))
    found = soundtrack.mix([Part(wav, 60)], FPS, tmp_path / "out.webm", sounds=[Sound(silent, 0.5)])
    assert found == pytest.approx(-14, abs=0.2)
    (tmp_path / "bad.wav").write_text("not a sound")
    with pytest.raises(InvalidInput, match="not a sound") as refused:
        soundtrack.mix([Part(wav, 60)], FPS, tmp_path / "out.webm", sounds=[Sound(tmp_path / "bad.wav", 0.5)])
    assert refused.value.param == "sounds"


def test_footage_is_as_loud_as_speech_and_gives_way_to_it(tmp_path: Path) -> None:
    film = make_film(tmp_path, tone(5000, 7, 0.05), 7)
    wav = write_wav(tmp_path / "talk.wav", 3, 1)
    dest = tmp_path / "out.webm"
    shown = Sound(film, 0, "footage", seconds=7)
    soundtrack.mix([Part(None, 3 * FPS), Part(wav, 5 * FPS)], FPS, dest, sounds=[shown])
    high = decoded(dest, "highpass=f=4000:poles=2,highpass=f=4000:poles=2")[:, 0]
    assert level_at(high, 1, 2.5) - level_at(high, 4, 5.8) == pytest.approx(10, abs=0.7)
    assert soundtrack.measure(dest).integrated == pytest.approx(-14, abs=0.3)
    assert level_at(high, 7.1, 8) < -60


def test_music_gives_way_to_footage(tmp_path: Path) -> None:
    film = make_film(tmp_path, tone(300, 3, 0.2), 3)
    tune = write_samples(tmp_path / "tune.wav", tone(6000, 12, 0.2))
    dest = tmp_path / "out.webm"
    shown = Sound(film, 4, "footage", seconds=3)
    soundtrack.mix([Part(None, 11 * FPS)], FPS, dest, sounds=[shown], music=Music(tune, volume=-10, duck=9, fade_out=0))
    high = decoded(dest, "highpass=f=4000:poles=2,highpass=f=4000:poles=2")[:, 0]
    assert level_at(high, 1.5, 3.5) - level_at(high, 4.5, 6.5) == pytest.approx(9, abs=0.5)
    assert level_at(high, 9, 10.5) == pytest.approx(level_at(high, 1.5, 3.5), abs=0.3)


@pytest.mark.parametrize("delay", [0.0, 0.7])
def test_the_sound_of_footage_stays_with_its_picture(tmp_path: Path, delay: float) -> None:
    """A tone from the second second of the film's sound on; the film is shown from half a second on, at 1.0."""
    film = make_film(tmp_path, np.concatenate([tone(800, 2, 0), tone(800, 2, 0.3)]), 5, delay)
    dest = tmp_path / "out.webm"
    soundtrack.mix([Part(None, 6 * FPS)], FPS, dest, sounds=[Sound(film, 1.0, "footage", start=0.5, seconds=4.5)])
    heard = np.flatnonzero(np.abs(decoded(dest)[:, 0]) > 0.05) / RATE
    assert heard[0] == pytest.approx(1.0 + 2 + delay - 0.5, abs=0.03)


@pytest.mark.parametrize(("length", "end"), [(2.0, 1.5), (0.6, 1.5), (0.6, None)])
def test_footage_begins_again_with_its_picture(tmp_path: Path, length: float, end: float | None) -> None:
    """Also when the sound ends before the picture does, which lasts 1.5 s where no end is given."""
    film = make_film(tmp_path, np.concatenate([tone(800, 0.3, 0.3), tone(800, length - 0.3, 0)]), 2 if end else 1.5)
    dest = tmp_path / "out.webm"
    shown = Sound(film, 0.5, "footage", start=0.0, end=end, loop=True, seconds=4)
    soundtrack.mix([Part(None, 6 * FPS)], FPS, dest, sounds=[shown])
    loud = np.abs(decoded(dest)[:, 0]) > 0.1
    heard = [bool(loud[round(at * RATE) : round((at + 0.05) * RATE)].any()) for at in np.arange(0, 5.9, 0.05)]
    begins = [at / 20 for at in range(1, len(heard)) if heard[at] and not heard[at - 1]]
    assert begins == pytest.approx([0.5, 2.0, 3.5], abs=0.06)


def test_a_film_without_sound_is_silent_and_music_goes_on(tmp_path: Path) -> None:
    film = write_video(tmp_path / "mute.mp4", frames=20, fps=10)
    assert not soundtrack.has_sound(film)
    tune = write_samples(tmp_path / "tune.wav", tone(500, 12, 0.2))
    dest = tmp_path / "out.webm"
    intro = Sound(film, 0, "bookend", seconds=2)
    soundtrack.mix([Part(None, 4 * FPS)], FPS, dest, sounds=[intro], music=Music(tune, fade_in=0.1))
    sound = decoded(dest)[:, 0]
    assert level_at(sound, 0.3, 1.8) == pytest.approx(level_at(sound, 2.2, 3.8) - 0, abs=6)


@pytest.mark.parametrize("suffix", ["m4a", "webm"])
def test_the_same_film_has_the_same_sound_to_the_bit(tmp_path: Path, suffix: str) -> None:
    film = make_film(tmp_path, tone(300, 2, 0.2), 2)
    wav = write_wav(tmp_path / "talk.wav", 2, 1)
    tune = write_samples(tmp_path / "tune.flac", tone(6000, 1, 0.2))
    made = []
    for number in range(2):
        dest = tmp_path / f"{number}.{suffix}"
        sounds = [Sound(film, 2, "footage", seconds=2), Sound(tune, 0.5)]
        soundtrack.mix([Part(wav, 3 * FPS), Part(None, FPS)], FPS, dest, sounds=sounds, music=Music(tune))
        made.append(dest.read_bytes())
    assert made[0] == made[1]
    with av.open(str(dest)) as container:
        assert container.streams.audio[0].layout.name == "stereo"
