"""Films that are right pass, and every kind of broken film is found out by the check that is meant for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from heygen_cli.domain.check import Expectation, Finding, PlannedScene
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio import ffmpeg
from heygen_cli.studio.check import Inspector
from heygen_cli.studio.check.golden import similarity
from tests.fakes import FakeProgress

SECONDS = 8
# Hissing that comes and goes like speech, brought to -14 LUFS.
VOICE = "anoisesrc=c=pink:r=48000:d=8:seed=1,tremolo=f=3:d=0.7,volume=4.3dB"
MOVING = "testsrc2=s=640x360:r=30:d=8"


@dataclass(frozen=True)
class Recipe:
    """How a film is made with FFmpeg, apart from what is said otherwise."""

    picture: str = MOVING
    sound: str = VOICE
    video: tuple[str, ...] = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "23")
    audio: tuple[str, ...] = ("-c:a", "aac", "-b:a", "160k", "-ac", "2")
    colours: str = "colour_primaries=1:transfer_characteristics=1:matrix_coefficients=1"
    form: tuple[str, ...] = ("-color_range", "tv", "-pix_fmt", "yuv420p", "-movflags", "+faststart")
    extra: tuple[str, ...] = ()
    late: float = 0.0

    def make(self, path: Path) -> Path:
        inputs = ["-f", "lavfi", "-i", self.picture] if self.picture else []
        inputs += ["-itsoffset", str(self.late), "-f", "lavfi", "-i", self.sound] if self.sound else []
        coded = [*(self.video if self.picture else ()), *(self.audio if self.sound else ())]
        tags = [*self.form, *(["-bsf:v", f"h264_metadata={self.colours}"] if self.colours else [])]
        tags = tags if self.picture else []
        ffmpeg.run(["-y", *inputs, *coded, *tags, *self.extra, str(path)])
        return path


GOOD = Recipe()


def look(path: Path, profile: str = "own", plan: Expectation | None = None) -> dict[str, Finding]:
    inspector = Inspector()
    found = inspector.check(path, inspector.profile(profile), plan, None, FakeProgress())
    return {finding.check: finding for finding in found}


def failed(path: Path, profile: str = "own", plan: Expectation | None = None) -> set[str]:
    return {name for name, finding in look(path, profile, plan).items() if finding.status != "pass"}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return GOOD.make(tmp_path_factory.mktemp("good") / "good.mp4")


@pytest.mark.parametrize("profile", ["own", "youtube", "linkedin"])
def test_a_good_film_passes(good: Path, profile: str) -> None:
    assert failed(good, profile) == set()


BROKEN: dict[str, tuple[Recipe, str]] = {
    "no sound": (replace(GOOD, sound=""), "sound"),
    "black in the middle": (replace(GOOD, picture=f"{MOVING},drawbox=t=fill:c=black:enable='between(t,3,5)'"), "black"),
    "black all along": (replace(GOOD, picture="color=black:s=640x360:r=30:d=8"), "black"),
    "frozen": (replace(GOOD, picture=f"{MOVING},loop=loop=150:size=1:start=60,trim=end=8"), "frozen"),
    "silent in the middle": (replace(GOOD, sound=f"{VOICE},volume=0:enable='between(t,2,7)'"), "silence"),
    "silent all along": (replace(GOOD, sound="anullsrc=r=48000:d=8"), "silence"),
    "cut off": (
        replace(GOOD, sound=f"{VOICE},aformat=channel_layouts=stereo,volume=24dB,aformat=sample_fmts=s16"),
        "clipping",
    ),
    "too loud": (replace(GOOD, sound=f"{VOICE},volume=4dB"), "loudness"),
    "too quiet": (replace(GOOD, sound=f"{VOICE},volume=-6dB"), "loudness"),
    "peaks": (replace(GOOD, sound="sine=f=997:d=8,volume=20.9dB"), "true_peak"),
    "sound late": (replace(GOOD, sound=f"{VOICE},adelay=300:all=1"), "same_length"),
    "sound begins late": (replace(GOOD, late=0.3), "sync"),
    "sound too short": (replace(GOOD, sound=f"{VOICE},atrim=end=6"), "same_length"),
    "uneven frames": (
        replace(
            GOOD,
            picture=f"{MOVING},settb=1/90000,setpts='if(between(N,60,90),PTS+0.5*mod(N,2)/30/TB,PTS)'",
            extra=("-fps_mode", "passthrough", "-enc_time_base", "1/90000"),
        ),
        "constant_rate",
    ),
    "dropped frames": (
        replace(GOOD, picture=f"{MOVING},select='not(between(n,100,112))'", extra=("-fps_mode", "passthrough")),
        "constant_rate",
    ),
    "tiny": (replace(GOOD, picture="testsrc2=s=160x90:r=30:d=8"), "resolution"),
    "a ribbon": (replace(GOOD, picture="testsrc2=s=1280x256:r=30:d=8"), "aspect"),
    "full colour resolution": (replace(GOOD, form=("-pix_fmt", "yuv444p", "-movflags", "+faststart")), "pixels"),
    "wrong colours": (
        replace(GOOD, colours="colour_primaries=5:transfer_characteristics=6:matrix_coefficients=5"),
        "colours",
    ),
    "no colours": (replace(GOOD, colours=""), "colours"),
    "index last": (replace(GOOD, form=("-color_range", "tv", "-pix_fmt", "yuv420p")), "faststart"),
    "another codec": (replace(GOOD, video=("-c:v", "mpeg4", "-q:v", "3"), colours=""), "codec"),
    "another sound": (replace(GOOD, audio=("-c:a", "libmp3lame", "-ac", "2")), "sound_codec"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_film_is_found_out(tmp_path: Path, name: str) -> None:
    recipe, check = BROKEN[name]
    assert check in failed(recipe.make(tmp_path / "film.mp4"))


def test_a_film_without_a_picture_is_found_out(tmp_path: Path) -> None:
    assert "picture" in failed(replace(GOOD, picture="").make(tmp_path / "film.mp4"))


@pytest.mark.parametrize("share", [0.3, 0.7, 0.97])
def test_a_film_that_breaks_off_is_found_out(good: Path, tmp_path: Path, share: float) -> None:
    path = tmp_path / "film.mp4"
    data = good.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert failed(path) & {"whole_picture", "whole_sound"}


def test_a_film_whose_index_is_missing_is_found_out(tmp_path: Path) -> None:
    whole = replace(GOOD, form=("-pix_fmt", "yuv420p")).make(tmp_path / "whole.mp4").read_bytes()
    path = tmp_path / "film.mp4"
    path.write_bytes(whole[: len(whole) // 2])
    assert failed(path) == {"readable"}


def test_damage_in_the_middle_is_found_out(good: Path, tmp_path: Path) -> None:
    data = bytearray(good.read_bytes())
    dice = np.random.default_rng(7)
    for place in dice.integers(len(data) // 3, len(data) - 1000, 400):
        data[place] ^= 0xFF
    path = tmp_path / "film.mp4"
    path.write_bytes(bytes(data))
    assert failed(path)


CAPTIONS = {
    "overlap": ("1\n00:00:00,500 --> 00:00:04,000\nOne\n\n2\n00:00:03,000 --> 00:00:05,000\nTwo\n", "order"),
    "too fast": ("1\n00:00:00,500 --> 00:00:01,000\nMuch more than anybody reads in half a second\n", "reading speed"),
    "after the end": ("1\n00:00:07,000 --> 00:00:09,500\nLate\n", "time"),
    "too long": (f"1\n00:00:00,000 --> 00:00:07,000\n{'word ' * 15}\n", "lines"),
    "too many lines": ("1\n00:00:00,000 --> 00:00:07,000\na\nb\nc\nd\n", "lines"),
}


@pytest.mark.parametrize("name", CAPTIONS)
def test_bad_captions_beside_the_film_are_found_out(good: Path, tmp_path: Path, name: str) -> None:
    text, check = CAPTIONS[name]
    path = tmp_path / "film.mp4"
    path.symlink_to(good)
    path.with_suffix(".srt").write_text(text)
    assert failed(path) == {f"captions .srt {check}"}


def test_good_captions_pass_and_empty_ones_do_not(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.symlink_to(good)
    path.with_suffix(".vtt").write_text("WEBVTT\n\n00:00:00.500 --> 00:00:03.000\nWords that can be read\n")
    assert failed(path) == set()
    path.with_suffix(".vtt").write_text("WEBVTT\n")
    assert failed(path) == {"captions .vtt"}


PLAN = Expectation(640, 360, 30, 8.0, exact=True, scenes=(PlannedScene(0, 8, moving=True, spoken=True),))


def test_a_film_is_held_against_its_plan(good: Path) -> None:
    assert failed(good, plan=PLAN) == set()
    assert failed(good, plan=replace(PLAN, duration=8.5)) == {"duration"}
    assert failed(good, plan=replace(PLAN, width=1920, height=1080)) == {"resolution"}
    assert failed(good, plan=replace(PLAN, fps=25)) == {"frame_rate"}
    assert failed(good, plan=replace(PLAN, chapters=("One",))) == {"chapters"}
    assert failed(good, plan=replace(PLAN, loudness=-20.0)) == {"loudness"}


def test_a_title_may_stand_and_a_presenter_may_not(tmp_path: Path) -> None:
    path = replace(GOOD, picture=f"{MOVING},loop=loop=60:size=1:start=60,trim=end=8").make(tmp_path / "film.mp4")
    assert failed(path) == set()  # two seconds may be a title
    assert failed(path, plan=PLAN) == {"frozen"}
    card = (PlannedScene(0, 1.9, moving=True, spoken=True), PlannedScene(1.9, 2.4, moving=False, spoken=True))
    assert failed(path, plan=replace(PLAN, scenes=(*card, PlannedScene(4.3, 3.7, moving=True, spoken=True)))) == set()


def test_platforms_have_their_own_limits(good: Path) -> None:
    assert failed(good, "tiktok") == {"resolution"}
    assert failed(good, "broadcast") == {"resolution", "frame_rate", "loudness"}
    with pytest.raises(InvalidInput, match='no profile "youtub"'):
        look(good, "youtub")


@pytest.mark.parametrize("content", [b"just words", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b""])
def test_what_is_no_film_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(content)
    with pytest.raises(InvalidInput):
        look(path)


def test_golden_frames(good: Path, tmp_path: Path) -> None:
    inspector, folder = Inspector(), tmp_path / "golden"
    folder.mkdir()
    ffmpeg.run(["-ss", "2", "-i", str(good), "-frames:v", "1", str(folder / "00002.000.png")])
    wanted = inspector.profile("own")
    found = inspector.check(good, wanted, None, folder, FakeProgress())
    assert found[-1].status == "pass"
    ffmpeg.run(["-y", "-ss", "5", "-i", str(good), "-frames:v", "1", str(folder / "00002.000.png")])
    assert inspector.check(good, wanted, None, folder, FakeProgress())[-1].status == "fail"
    (folder / "later.png").write_bytes((folder / "00002.000.png").read_bytes())
    with pytest.raises(InvalidInput, match="not named by a second"):
        inspector.check(good, wanted, None, folder, FakeProgress())


def test_similarity_is_one_for_the_same_and_falls_with_noise_and_shifts() -> None:
    dice = np.random.default_rng(2)
    picture = cv2.GaussianBlur(dice.uniform(0, 255, (120, 160)).astype(np.float32), (0, 0), 3)
    noisy = picture + dice.normal(0, 6, picture.shape).astype(np.float32)
    assert similarity(picture, picture) == pytest.approx(1.0)
    assert 0.3 < similarity(picture, noisy) < 0.97
    assert similarity(picture, np.roll(picture, 4, axis=1)) < 0.9
