"""A portrait that acts: what should move moves, what should not is the photograph itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from heygen_cli.domain.avatar import Consent
from heygen_cli.domain.errors import InvalidInput, NotFound
from heygen_cli.domain.staging import Framing, Position, Staging
from heygen_cli.studio.photo import Gallery, face
from heygen_cli.studio.photo.portrait import load
from heygen_cli.studio.photo.puppet import PhotoPuppet
from heygen_cli.studio.photo.stage import stage
from heygen_cli.studio.picture import Planes, blank, from_colour, to_bgr, transparent
from heygen_cli.studio.presenter.performance import Performance
from heygen_cli.studio.presenter.portrait import pose
from tests.studio.photo.conftest import PHOTO

WIDTH, HEIGHT = 640, 360
Pixels = NDArray[np.int16]


def _still(**changes: float) -> Performance:
    """A neutral moment with some curves set."""
    return replace(pose("neutral"), **{name: np.array([value], np.float32) for name, value in changes.items()})


@pytest.fixture
def puppet(gallery: Gallery) -> PhotoPuppet:
    return PhotoPuppet(gallery.home("eileen"), WIDTH, HEIGHT, blank(WIDTH, HEIGHT))


def _drawn(puppet: PhotoPuppet, performance: Performance, frame: Planes | None = None) -> Pixels:
    frame = frame or blank(WIDTH, HEIGHT)
    puppet.bind(frame)
    puppet.draw(performance, 0)
    return to_bgr(frame).astype(np.int16)


def _changed(a: Pixels, b: Pixels) -> tuple[NDArray[np.bool_], NDArray[np.intp], NDArray[np.intp]]:
    moved = np.abs(a - b).max(axis=2) > 24
    rows, columns = np.nonzero(moved)
    return moved, rows, columns


def test_only_the_mouth_opens(gallery: Gallery, puppet: PhotoPuppet) -> None:
    points = stage(load(gallery.home("eileen")), WIDTH, HEIGHT, Staging(), cutout=False).points
    shut, wide = _drawn(puppet, _still()), _drawn(puppet, _still(opening=0.9))
    _, rows, columns = _changed(shut, wide)
    assert rows.size > 150
    assert rows.min() > points[face.UNDER_NOSE, 1] - 3
    middle = points[[61, 291], 0].mean()
    assert abs(columns.mean() - middle) < 6


def test_the_eyes_shut_and_open_again(gallery: Gallery, puppet: PhotoPuppet) -> None:
    points = stage(load(gallery.home("eileen")), WIDTH, HEIGHT, Staging(), cutout=False).points
    open_, shut, again = (_drawn(puppet, _still(lid=value)) for value in (1, 0, 1))
    _, rows, _ = _changed(open_, shut)
    assert rows.size > 20
    assert rows.max() < points[face.NOSE, 1]
    assert np.array_equal(open_, again)


def test_a_wink_shuts_one_eye(puppet: PhotoPuppet) -> None:
    _, _, both = _changed(_drawn(puppet, _still()), _drawn(puppet, _still(lid=0)))
    _, _, one = _changed(_drawn(puppet, _still()), _drawn(puppet, _still(wink=1)))
    assert 0.2 < one.size / both.size < 0.8
    assert np.ptp(one) < 0.6 * np.ptp(both)


def test_the_room_stands_still_while_the_head_turns(puppet: PhotoPuppet) -> None:
    ahead, turned = _drawn(puppet, _still()), _drawn(puppet, _still(yaw=1, pitch=0.6, roll=2))
    moved, _, columns = _changed(ahead, turned)
    assert moved.any()
    assert columns.min() > WIDTH * 0.1
    assert columns.max() < WIDTH * 0.9
    assert not moved[:, :40].any()
    assert not moved[:, -40:].any()


def test_where_nothing_moves_it_is_the_photograph(gallery: Gallery, puppet: PhotoPuppet) -> None:
    photo = stage(load(gallery.home("eileen")), WIDTH, HEIGHT, Staging(), cutout=False).image.astype(np.int16)
    drawn = _drawn(puppet, _still(opening=0.8, yaw=1))
    assert np.abs(drawn[:, :50] - photo[:, :50]).mean() < 3
    assert np.abs(drawn[:, -50:] - photo[:, -50:]).mean() < 3


def test_a_frame_is_the_same_however_it_was_come_to(gallery: Gallery) -> None:
    """Drawing only what changed must end in the same picture as drawing everything."""
    stretch = [(0, 0.0), (0.5, 0.1), (0.9, 0.1), (0.2, 0.4), (0, 0.4), (0, 0.4)]
    openings, yaws = (np.array(values, np.float32) for values in zip(*stretch, strict=True))
    still = pose("neutral")
    whole = {name: np.repeat(getattr(still, name), len(stretch)) for name in vars(still) if name != "arms"}
    film = Performance(**{**whole, "opening": openings, "yaw": yaws})
    home, size = gallery.home("eileen"), (WIDTH, HEIGHT)
    along, frame = PhotoPuppet(home, *size, blank(*size)), blank(*size)
    along.bind(frame)
    for index in range(len(stretch)):
        along.draw(film, index)
    fresh, other = PhotoPuppet(home, *size, blank(*size)), blank(*size)
    fresh.bind(other)
    fresh.draw(film, len(stretch) - 1)
    assert np.abs(frame.y.astype(int) - other.y).max() <= 1


def test_cut_out_there_is_the_new_background_and_no_rim(gallery: Gallery) -> None:
    home = gallery.home("eileen")
    staged = stage(load(home), WIDTH, HEIGHT, Staging(), cutout=True)
    for colour in ("#000000", "#00aa00", "#ffffff"):
        background = from_colour(colour, WIDTH, HEIGHT)
        drawn = _drawn(PhotoPuppet(home, WIDTH, HEIGHT, background, cutout=True), _still(), background.copy())
        outside = staged.person < 2
        outside[HEIGHT // 2 :] = False
        blue, green, red = bytes.fromhex(colour[1:])[::-1]
        assert np.abs(drawn[outside] - (blue, green, red)).mean() < 4


def test_on_transparency_the_person_is_solid(gallery: Gallery) -> None:
    frame = transparent(WIDTH, HEIGHT)
    puppet = PhotoPuppet(gallery.home("eileen"), WIDTH, HEIGHT, transparent(WIDTH, HEIGHT), cutout=True)
    puppet.bind(frame)
    puppet.draw(_still(), 0)
    assert frame.alpha is not None
    assert frame.alpha[HEIGHT // 3, :20].max() == 0
    assert frame.alpha[HEIGHT // 2, WIDTH // 2] == 255


@pytest.mark.parametrize("size", [(640, 360), (360, 640), (400, 400), (320, 400)])
@pytest.mark.parametrize("framing", ["close", "medium", "wide"])
@pytest.mark.parametrize("position", ["left", "center", "right"])
def test_the_face_is_whole_in_every_format(
    gallery: Gallery, size: tuple[int, int], framing: Framing, position: Position
) -> None:
    staged = stage(load(gallery.home("eileen")), *size, Staging(framing, position), cutout=False)
    inner = staged.points[[face.CHIN, face.NOSE, 33, 263, 61, 291], :2]
    assert staged.image.shape == (size[1], size[0], 3)
    assert inner.min() >= 0
    assert (inner < size).all()


def test_mirrored_is_mirrored(gallery: Gallery) -> None:
    plain, flipped = (
        stage(load(gallery.home("eileen")), 400, 400, Staging(mirrored=mirrored), cutout=False)
        for mirrored in (False, True)
    )
    assert flipped.points[33, 0] < flipped.points[263, 0]
    difference = np.abs(plain.image.astype(int) - flipped.image[:, ::-1]).mean()
    assert difference < np.abs(plain.image.astype(int) - flipped.image).mean() / 2


def test_a_gallery_keeps_consent_and_forgets_on_request(tmp_path: Path) -> None:
    gallery, consent = Gallery(tmp_path / "avatars"), Consent(5.0, "terminal")
    assert gallery.avatars() == []
    made = gallery.create(PHOTO, avatar_id="ada", name="Ada", gender="female", voice="flite/rms", consent=consent)
    assert gallery.avatars() == [made]
    assert (made.consent, made.looks[0].avatar_type, made.private) == (consent, "photo_avatar", True)
    before = gallery.fingerprint("ada")
    with pytest.raises(InvalidInput):
        gallery.create(Path(__file__), avatar_id="text", name="T", gender="neutral", voice=None, consent=consent)
    assert [path.name for path in (tmp_path / "avatars").iterdir()] == ["ada"]
    assert gallery.fingerprint("ada") == before
    gallery.remove("ada")
    assert list((tmp_path / "avatars").iterdir()) == []
    for wrong in ("ada", "", ".", "../ada"):
        with pytest.raises(NotFound):
            gallery.remove(wrong)
