"""Music under a film: how loud it is, when it gives way, how it comes, goes and begins again."""

import tracemalloc
import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.music import Music
from heygen_cli.studio import ffmpeg, soundtrack
from heygen_cli.studio.soundtrack import Part, Sound
from tests.studio.test_soundtrack import RATE, decoded, rms, tone, write_samples, write_wav

FPS = 30
HIGH = 6000  # Hz, where the speech of these tests has nothing


def level_at(samples: np.ndarray, begin: float, end: float) -> float:
    return rms(samples[round(begin * RATE) : round(end * RATE)])


@pytest.fixture
def whistle(tmp_path: Path) -> Path:
    return write_samples(tmp_path / "whistle.wav", tone(HIGH, 20, 0.2))


@pytest.fixture(scope="module")
def ducked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Speech from 0 to 4 s and from 8 to 12 s, music all the time, 15 s in all; AAC, as most films have it."""
    folder = tmp_path_factory.mktemp("ducked")
    wav = write_wav(folder / "talk.wav", 4, 1)
    tune = write_samples(folder / "tune.wav", tone(HIGH, 20, 0.2))
    music = Music(tune, volume=-12, duck=10, fade_in=0)
    soundtrack.mix([Part(wav, 8 * FPS), Part(wav, 7 * FPS)], FPS, folder / "out.m4a", music=music)
    return folder / "out.m4a"


@pytest.fixture(scope="module")
def treble(ducked: Path) -> np.ndarray:
    """Of that film what only the music has."""
    return decoded(ducked, f"highpass=f={HIGH - 1500}:poles=2,bandpass=f={HIGH}:width_type=h:w=600")[:, 0]


def test_it_is_softer_than_speech_and_softer_still_beside_it(ducked: Path, treble: np.ndarray) -> None:
    assert soundtrack.measure(ducked).integrated == pytest.approx(-14, abs=0.3)
    pause, beside, again = level_at(treble, 5.5, 7.5), level_at(treble, 1, 3.9), level_at(treble, 9, 11.9)
    assert pause - beside == pytest.approx(10, abs=0.7)
    assert again == pytest.approx(beside, abs=0.3)
    speech = ffmpeg_loudness(ducked, 0.1, 3.9)
    assert ffmpeg_loudness(ducked, 5.5, 7.5) - speech == pytest.approx(-12, abs=1)


def test_it_stays_down_between_words_and_is_down_before_the_first(treble: np.ndarray) -> None:
    steps = [level_at(treble, at / 10, at / 10 + 0.1) for at in range(5, 38)]
    assert max(steps) - min(steps) < 1, "the music pumps"
    assert level_at(treble, 7.95, 8.0) < level_at(treble, 6, 7) - 9
    assert level_at(treble, 7.6, 7.8) == pytest.approx(level_at(treble, 6, 7), abs=0.5)
    rise = [level_at(treble, at / 10, at / 10 + 0.05) for at in range(42, 58)]
    assert all(later > earlier - 0.3 for earlier, later in pairwise(rise))
    assert max(abs(later - earlier) for earlier, later in pairwise(rise)) < 4


def test_it_comes_and_goes(tmp_path: Path, whistle: Path) -> None:
    dest = tmp_path / "out.webm"
    soundtrack.mix([Part(None, 10 * FPS)], FPS, dest, music=Music(whistle, fade_in=2, fade_out=3))
    sound = decoded(dest)[:, 0]
    full = level_at(sound, 4, 6)
    assert level_at(sound, 0, 0.1) < full - 30
    assert level_at(sound, 0.95, 1.05) == pytest.approx(full - 6, abs=1)
    assert level_at(sound, 2.1, 3) == pytest.approx(full, abs=0.3)
    assert level_at(sound, 8.45, 8.55) == pytest.approx(full - 6, abs=1)
    assert level_at(sound, 9.9, 10) < full - 30


@pytest.mark.parametrize("target", [-14.0, -20.0])
def test_alone_it_has_the_loudness_of_a_film(tmp_path: Path, whistle: Path, target: float) -> None:
    dest = tmp_path / "out.webm"
    found = soundtrack.mix([Part(None, 6 * FPS)], FPS, dest, music=Music(whistle, volume=-25), loudness=target)
    assert found == pytest.approx(target, abs=0.2)
    assert soundtrack.measure(dest).integrated == pytest.approx(target, abs=0.2)


def test_it_stays_stereo_and_speech_stays_in_the_middle(tmp_path: Path) -> None:
    left = write_samples(tmp_path / "left.wav", tone(HIGH, 20, 0.2) * np.array([1, 0], np.float32))
    dest = tmp_path / "out.webm"
    talk = [Part(write_wav(tmp_path / "talk.wav", 4, 1), 7 * FPS)]
    soundtrack.mix(talk, FPS, dest, music=Music(left, volume=-6, fade_out=0))
    sound = decoded(dest, f"highpass=f={HIGH - 1500}:poles=2,highpass=f={HIGH - 1500}:poles=2")
    assert level_at(sound[:, 0], 5.5, 7) - level_at(sound[:, 1], 5.5, 7) > 25
    voice = decoded(dest, "lowpass=f=1000,lowpass=f=1000")
    assert level_at(voice[:, 0], 1, 3) == pytest.approx(level_at(voice[:, 1], 1, 3), abs=0.2)


def test_it_begins_again_without_a_click(tmp_path: Path) -> None:
    """A chord of 2.3 s with silence around it, which no wave fits into evenly."""
    chord = np.pad(tone(310, 2.3, 0.2) + tone(467, 2.3, 0.2), ((RATE // 3, RATE // 2), (0, 0)))
    dest = tmp_path / "out.webm"
    piece = write_samples(tmp_path / "chord.wav", chord)
    soundtrack.mix([Part(None, 9 * FPS)], FPS, dest, music=Music(piece, fade_in=0, fade_out=0))
    sound = decoded(dest, "highpass=f=4000,highpass=f=4000")[:, 0]
    middle = sound[RATE // 2 : -RATE // 2]
    assert np.abs(middle).max() < 0.003, "a click"
    whole = decoded(dest)[:, 0]
    steps = [level_at(whole, at / 10, at / 10 + 0.2) for at in range(5, 82)]
    assert max(steps) - min(steps) < 6, "a gap"


def test_without_a_loop_it_fades_out_at_its_own_end(tmp_path: Path, whistle: Path) -> None:
    dest = tmp_path / "out.webm"
    music = Music(whistle, start=15, loop=False, fade_out=2)
    soundtrack.mix([Part(None, 9 * FPS)], FPS, dest, music=music)
    sound = decoded(dest)[:, 0]
    assert level_at(sound, 3.95, 4.05) == pytest.approx(level_at(sound, 2, 2.5) - 6, abs=1)
    assert level_at(sound, 5.1, 9) < -80


def test_it_starts_where_it_is_told_to(tmp_path: Path) -> None:
    piece = write_samples(tmp_path / "two.flac", np.concatenate([tone(500, 12, 0.3), tone(HIGH, 5, 0.3)]))
    dest = tmp_path / "out.webm"
    soundtrack.mix([Part(None, 4 * FPS)], FPS, dest, music=Music(piece, start=12.1, loop=False))
    low, high = decoded(dest, "lowpass=f=1500"), decoded(dest, "highpass=f=3000")
    assert level_at(high[:, 0], 1, 2) - level_at(low[:, 0], 1, 2) > 15


def test_it_waits_for_the_intro_and_is_gone_before_the_outro(tmp_path: Path, whistle: Path) -> None:
    wav = write_wav(tmp_path / "talk.wav", 3, 1)
    jingle = write_samples(tmp_path / "jingle.wav", tone(300, 3, 0.4))
    parts = [Part(None, 3 * FPS), Part(wav, 6 * FPS), Part(None, 3 * FPS)]
    ends = [Sound(jingle, at, "bookend", seconds=3) for at in (0.0, 9.0)]
    dest = tmp_path / "out.webm"
    soundtrack.mix(parts, FPS, dest, music=Music(whistle, volume=-6, fade_in=0.2, fade_out=0.5), sounds=ends)
    music = decoded(dest, "highpass=f=5000:poles=2,highpass=f=5000:poles=2,highpass=f=5000:poles=2")[:, 0]
    heard = level_at(music, 7.6, 8.3)
    assert level_at(music, 0.2, 2.9) < heard - 30
    assert level_at(music, 9.1, 12) < heard - 30
    intro = decoded(dest, "lowpass=f=600")[:, 0]
    assert level_at(intro, 1, 2) == pytest.approx(level_at(intro, 10, 11), abs=0.3)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("low.mp3", ["-ar", "8000", "-ac", "1", "-b:a", "16k"]),
        ("tagged.mp3", ["-id3v2_version", "3", "-metadata", "title=" + "x" * 3000]),
        ("many.wav", ["-ac", "6", "-ar", "44100"]),
        ("many.m4a", ["-ac", "6"]),
        ("raw.aac", ["-f", "adts"]),
        ("some.ogg", ["-c:a", "libvorbis", "-strict", "-2"]),
        ("some.opus", []),
        ("floats.wav", ["-c:a", "pcm_f32le"]),
        ("film.mkv", ["-f", "matroska"]),
        ("wrong name.txt", ["-f", "flac"]),
    ],
)
def test_music_of_any_kind_is_played(tmp_path: Path, name: str, options: list[str]) -> None:
    source = write_samples(tmp_path / "source.wav", tone(440, 1.2, 0.3))
    ffmpeg.run(["-i", str(source), *options, f"file:{tmp_path / name}"])
    soundtrack.check(tmp_path / name, "music")
    dest = tmp_path / "out.webm"
    soundtrack.mix([Part(None, 2 * FPS)], FPS, dest, music=Music(tmp_path / name))
    assert soundtrack.measure(dest).integrated == pytest.approx(-14, abs=0.3)


def make_bad(folder: Path, kind: str) -> Path:
    """A file that is no music, whatever its name says."""
    content = {
        "text": b"la la la\n" * 50,
        "wide text": "la la la\n".encode("utf-16") * 50,
        "playlist": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        "concat": b"ffconcat version 1.0\nfile /etc/passwd\n",
        "nothing": b"",
        "a tag alone": b"ID3\x03\x00\x00\x00\x00\x00\x0a" + bytes(10),
        "noise like MP3": b"\xff\xfb" + np.random.default_rng(1).bytes(5000),
        "cut off": b"\x00\x00\x00\x18ftypM4A " + bytes(40),
        "picture": b"\x89PNG\r\n\x1a\n" + bytes(40),
    }
    path = folder / "music.mp3"
    if kind in content:
        path.write_bytes(content[kind])
    elif kind == "silent":
        write_samples(path, tone(440, 3, 0), container="WAV")
    elif kind == "no samples":
        write_samples(path, tone(440, 0, 0), container="WAV")
    return path


@pytest.mark.parametrize(
    "kind",
    [
        *("text", "wide text", "playlist", "concat", "nothing", "a tag alone", "noise like MP3", "cut off", "picture"),
        *("silent", "no samples", "missing"),
    ],
)
def test_what_is_no_music_is_refused_before_and_while_mixing(tmp_path: Path, kind: str) -> None:
    path = make_bad(tmp_path, kind)
    with pytest.raises(InvalidInput) as before:
        soundtrack.check(path, "music")
    with pytest.raises(InvalidInput) as while_mixing:
        soundtrack.mix([Part(None, 60)], FPS, tmp_path / "out.webm", music=Music(path))
    assert before.value.param == while_mixing.value.param == "music"


def test_a_start_behind_the_end_is_refused(tmp_path: Path, whistle: Path) -> None:
    with pytest.raises(InvalidInput, match=r"no sound after 25 s"):
        soundtrack.check(whistle, "music", start=25)
    with pytest.raises(InvalidInput, match=r"no sound after 25 s"):
        soundtrack.mix([Part(None, 60)], FPS, tmp_path / "out.webm", music=Music(whistle, start=25))


def test_a_damaged_second_in_the_middle_does_not_matter(tmp_path: Path) -> None:
    source, path = write_samples(tmp_path / "source.wav", tone(440, 6, 0.3)), tmp_path / "music.mp3"
    ffmpeg.run(["-i", str(source), str(path)])
    data = bytearray(path.read_bytes())
    third = len(data) // 3
    data[third : third + 2000] = np.random.default_rng(2).bytes(2000)
    path.write_bytes(data)
    dest = tmp_path / "out.webm"
    soundtrack.mix([Part(None, 4 * FPS)], FPS, dest, music=Music(path))
    assert soundtrack.measure(dest).integrated == pytest.approx(-14, abs=0.5)


def test_three_hours_of_music_are_not_read_for_a_short_film(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.setnframes(16_000 * 3600 * 3)
        file.writeframesraw((tone(440, 15, 0.3)[::3, 0] * 32767).astype("<i2").tobytes())
        file._file.truncate(44 + 2 * 16_000 * 3600 * 3)  # type: ignore[attr-defined]
        file._datawritten = 2 * 16_000 * 3600 * 3  # type: ignore[attr-defined]
    tracemalloc.start()
    soundtrack.mix([Part(None, 5 * FPS)], FPS, tmp_path / "out.webm", music=Music(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60e6
    assert soundtrack.measure(tmp_path / "out.webm").integrated == pytest.approx(-14, abs=0.3)


def ffmpeg_loudness(path: Path, begin: float, end: float) -> float:
    cut = path.with_name("cut.wav")
    ffmpeg.run(["-i", str(path), "-ss", str(begin), "-to", str(end), "-y", str(cut)])
    return soundtrack.measure(cut).integrated
