"""Pictures people bring: good ones are understood however they are stored, bad ones refused with the reason."""

from __future__ import annotations

import resource
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.photo import face
from heygen_cli.studio.photo.face import Image
from heygen_cli.studio.photo.portrait import Portrait, examine
from tests.studio.photo.conftest import PHOTO


@pytest.fixture(scope="module")
def portrait() -> Portrait:
    return examine(PHOTO)


def _saved(image: Image, path: Path) -> Path:
    assert cv2.imwrite(str(path), image)
    return path


def test_the_points_lie_on_the_face(portrait: Portrait) -> None:
    points = portrait.points
    left, right = (points[list(upper), 0].mean() for upper, _ in face.EYES)
    mouth = points[list(face.UPPER_LIP + face.LOWER_LIP), 1].mean()
    assert left < points[face.NOSE, 0] < right
    assert points[face.FOREHEAD, 1] < points[33, 1] < points[face.NOSE, 1] < mouth < points[face.CHIN, 1]
    assert 85 < portrait.face_width < 110


def test_the_person_is_told_from_the_room(portrait: Portrait) -> None:
    x, y = portrait.points[face.NOSE, :2].astype(int)
    assert portrait.person[y, x] == 255
    assert portrait.person[:40, :40].max() == 0
    assert 0.3 < (portrait.person > 127).mean() < 0.7


Change = Callable[[Image], Image]


def _rotated_by_exif(path: Path, image: Image) -> Path:
    """A picture lying on its side with the mark of a camera held upright (orientation 6)."""
    _, data = cv2.imencode(".jpg", cv2.rotate(image, cv2.ROTATE_90_COUNTERCLOCKWISE), [cv2.IMWRITE_JPEG_QUALITY, 95])
    tiff = b"MM\x00*\x00\x00\x00\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, 6, 0, 0)
    exif = b"Exif\x00\x00" + tiff
    raw = data.tobytes()
    path.write_bytes(raw[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + raw[2:])
    return path


def test_every_way_of_storing_it_gives_the_same_face(photo: Image, portrait: Portrait, tmp_path: Path) -> None:
    deep = (photo.astype(np.uint16) * 257).astype(np.uint16)
    clear = np.dstack([photo, np.full(photo.shape[:2], 255, np.uint8)])
    assert cv2.imwrite(str(tmp_path / "deep.png"), deep)
    for path in (
        tmp_path / "deep.png",
        _saved(clear, tmp_path / "alpha.png"),
        _saved(photo, tmp_path / "plain.webp"),
        _saved(photo, tmp_path / "plain.bmp"),
        _rotated_by_exif(tmp_path / "turned.jpg", photo),
    ):
        found = examine(path)
        assert np.abs(found.points[:, :2] - portrait.points[:, :2]).max() < 4, path.name


def test_a_transparent_background_becomes_light(photo: Image, portrait: Portrait, tmp_path: Path) -> None:
    full = np.zeros(photo.shape[:2], np.uint8)
    full[: portrait.person.shape[0], : portrait.person.shape[1]] = portrait.person
    found = examine(_saved(np.dstack([photo, full]).astype(np.uint8), tmp_path / "cut.png"))
    assert found.image[2, 2].min() > 220


def _turned(image: Image, degrees: float) -> Image:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width * 0.44, height * 0.2), degrees, 1.0)
    return cv2.warpAffine(image, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE).astype(np.uint8)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda image: image[300:, :], "no_face"),
        (lambda image: np.full_like(image, 128), "no_face"),
        (lambda image: cv2.hconcat([image[:300, 80:380], image[:300, 80:380]]), "several_faces"),
        (lambda image: cv2.resize(image, (300, 300), interpolation=cv2.INTER_AREA), "face_too_small"),
        (lambda image: cv2.GaussianBlur(cv2.resize(image, (1024, 1024)), (0, 0), 5), "blurred"),
        (lambda image: (image * 0.12).astype(np.uint8), "too_dark"),
        (lambda image: _turned(cv2.resize(image, (1024, 1024)), 45), "face_tilted"),
    ],
)
def test_an_unfit_picture_is_refused_with_the_reason(photo: Image, tmp_path: Path, change: Change, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        examine(_saved(change(photo), tmp_path / "unfit.png"))
    assert caught.value.error_code == code
    assert caught.value.hint
    assert caught.value.param == "--photo"


def test_sunglasses_are_seen(photo: Image, tmp_path: Path) -> None:
    found = face.landmarks(photo, face.detect(photo)[0])[0]
    masked = photo.copy()
    for upper, _ in face.EYES:
        corners = found[[upper[0], upper[-1]], :2]
        x, y = corners.mean(axis=0)
        width = float(np.linalg.norm(corners[1] - corners[0]))
        cv2.ellipse(masked, ((float(x), float(y)), (width * 1.7, width * 1.35), 0), (12, 12, 14), -1)
    with pytest.raises(InvalidInput) as caught:
        examine(_saved(masked, tmp_path / "cool.png"))
    assert caught.value.error_code in ("eyes_hidden", "no_face", "face_turned_away")


def test_files_that_are_no_pictures(tmp_path: Path) -> None:
    for name, content in (("text.png", b"hello"), ("cut.jpg", PHOTO.read_bytes()[:900]), ("empty.png", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InvalidInput):
            examine(tmp_path / name)
    with pytest.raises(InvalidInput):
        examine(tmp_path / "missing.png")


def test_a_pixel_bomb_is_not_opened(tmp_path: Path) -> None:
    header = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(bytes(1000))), chunk(b"IEND", b""))
    (tmp_path / "bomb.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    with pytest.raises(InvalidInput, match="too large"):
        examine(tmp_path / "bomb.png")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 4_000_000  # KiB; decoded it would be 10.8 GB


def _film(path: Path, photo: Image, codec: str, pixels: str, frames: int) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=5)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = photo.shape[1], photo.shape[0], pixels
        for index in range(frames):
            frame = av.VideoFrame.from_ndarray(np.roll(photo, 5 * index, axis=1), format="bgr24")
            container.mux(stream.encode(frame.reformat(format=pixels)))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("name", "codec", "pixels"),
    [("a.gif", "gif", "rgb8"), ("a.webp", "libwebp_anim", "yuv420p"), ("a.apng", "apng", "rgb24")],
)
def test_a_moving_picture_is_no_portrait(photo: Image, tmp_path: Path, name: str, codec: str, pixels: str) -> None:
    with pytest.raises(InvalidInput, match="is animated: a portrait is one picture"):
        examine(_film(tmp_path / name, photo, codec, pixels, 3))


def test_a_gif_of_one_picture_is_a_picture(photo: Image, tmp_path: Path) -> None:
    assert examine(_film(tmp_path / "one.gif", photo, "gif", "rgb8", 1)).face_width > 80


@pytest.mark.parametrize("kind", [".jpg", ".png", ".webp"])
@pytest.mark.parametrize("share", [0.6, 0.97])
def test_a_picture_without_its_end_is_damaged(photo: Image, tmp_path: Path, kind: str, share: float) -> None:
    data = cv2.imencode(kind, photo)[1].tobytes()
    (tmp_path / f"cut{kind}").write_bytes(data[: int(len(data) * share)])
    with pytest.raises(InvalidInput, match="damaged"):
        examine(tmp_path / f"cut{kind}")


def test_a_thumbnail_does_not_stand_for_the_picture(photo: Image, tmp_path: Path) -> None:
    """Cameras put a small whole JPEG before the large one; behind it there may be more, as a film or a map of depth."""
    small, large = (cv2.imencode(".jpg", each)[1].tobytes() for each in (photo[::8, ::8], photo))
    header = b"\xff\xe1" + struct.pack(">H", len(small) + 8) + b"Exif\0\0" + small
    path = tmp_path / "camera.jpg"
    path.write_bytes(large[:2] + header + large[2:] + b"more")
    assert examine(path).face_width > 80
    path.write_bytes((large[:2] + header + large[2:])[:-2000])
    with pytest.raises(InvalidInput, match="damaged"):
        examine(path)
