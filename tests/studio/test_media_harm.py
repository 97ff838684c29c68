"""Files that want to do harm, or have come to some: nothing is fetched, nothing hangs, memory stays small."""

from __future__ import annotations

import json
import os
import random
import socket
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio import ffmpeg, media
from heygen_cli.studio.picture import to_bgr

# Reads each file as a background would be read, and tells what came of it; the limits end whoever goes too far.
READER = """
import json, resource, sys
from itertools import islice
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
from heygen_cli.domain.background import Background
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio import background, media
for name in sys.argv[1:]:
    print(json.dumps([name, "begun"]), flush=True)
    try:
        media.check(Path(name))
        found = background.backdrop(Background(image=Path(name)), 64, 48, 10, 5, 1)
        sizes = {(picture.width, picture.height) for picture in islice(found.pictures or [found.still], 40)}
        told = "pictures" if sizes == {(64, 48)} else str(sizes)
    except InvalidInput as problem:
        told = problem.message
    print(json.dumps([name, told]), flush=True)
print(json.dumps(["", next(line for line in Path("/proc/self/status").read_text().split("\\n") if "VmHWM" in line)]))
"""
_ORANGE = (0xD0, 0x70, 0x20)


def read_in_a_child(*files: Path) -> tuple[dict[str, str], int]:
    """What came of each file, by name, and how many megabytes it took at most."""
    done = subprocess.run(
        [sys.executable, "-c", READER, *map(str, files)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, (done.returncode, done.stdout[-300:], done.stderr[-2000:])
    told = dict(json.loads(line) for line in done.stdout.splitlines())
    return {Path(name).name: what for name, what in told.items() if name}, int(told[""].split()[1]) // 1024


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server at which nobody ought to knock."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(10_000)))


BOMBS = {
    "bomb.png": _png(20_000, 20_000),
    "bomb.gif": b"GIF89a" + struct.pack("<HH", 20_000, 20_000) + bytes(40),
    "bomb.bmp": b"BM" + bytes(12) + struct.pack("<Iii", 40, 20_000, -20_000) + bytes(40),
    "bomb.jpg": b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0" + struct.pack(">HBHHB", 17, 8, 20_000, 20_000, 3) + bytes(40),
    "lossy.webp": b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 16_000, 16_000) + bytes(40),
    "lossless.webp": b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + struct.pack("<I", 15_999 | 15_999 << 14) + bytes(40),
    "extended.webp": b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0" + bytes(4) + b"\x1f\x4e\0\x1f\x4e\0" + bytes(40),
}


def test_pictures_that_claim_to_be_enormous_are_refused_by_their_headers(tmp_path: Path) -> None:
    for name, content in BOMBS.items():
        (tmp_path / name).write_bytes(content)
    told, memory = read_in_a_child(*(tmp_path / name for name in BOMBS))
    assert {name for name, what in told.items() if "is too large" in what} == set(BOMBS)
    assert memory < 400


def test_a_film_that_grows_while_it_runs_does_not_fill_the_memory(tmp_path: Path) -> None:
    """The header says 64 x 48, a picture inside says 9000 x 9000."""
    small, large, path = tmp_path / "small.mjpeg", tmp_path / "large.mjpeg", tmp_path / "grows.avi"
    cv2.imwrite(str(small.with_suffix(".jpg")), np.full((48, 64, 3), 90, np.uint8))
    cv2.imwrite(str(large.with_suffix(".jpg")), np.full((9000, 9000, 3), 90, np.uint8))
    both = small.with_suffix(".jpg").read_bytes() + large.with_suffix(".jpg").read_bytes()
    small.write_bytes(both)
    ffmpeg.run(["-f", "mjpeg", "-i", str(small), "-c", "copy", str(path)])
    told, memory = read_in_a_child(path)
    assert told["grows.avi"] == "pictures" or "damaged" in told["grows.avi"]
    assert memory < 400


@pytest.mark.parametrize(
    "content",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:{port}/a.ts\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile http://127.0.0.1:{port}/a.mp4\n",
        '<?xml version="1.0"?><MPD><Period><BaseURL>http://127.0.0.1:{port}/</BaseURL></Period></MPD>',
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='http://127.0.0.1:{port}/a.png'/></svg>",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video {port} RTP/AVP 96\n",
    ],
    ids=["hls", "concat", "dash", "svg", "sdp"],
)
@pytest.mark.parametrize("name", ["a.mp4", "a.m3u8", "a.png"])
def test_nothing_that_a_playlist_names_is_fetched(
    tmp_path: Path, listener: socket.socket, content: str, name: str
) -> None:
    path = tmp_path / name
    path.write_text(content.format(port=listener.getsockname()[1]))
    with pytest.raises(InvalidInput, match="not a picture or film"):
        media.check(path)
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_a_mov_does_not_show_what_lies_in_another_file(tmp_path: Path) -> None:
    """A data reference that names another film; with references on, FFmpeg would show its pictures."""
    secret, path = tmp_path / "secret.mov", tmp_path / "outside.mov"
    ffmpeg.run(["-f", "lavfi", "-i", "color=red:s=64x48:d=0.3:r=10", "-c:v", "mjpeg", str(secret)])
    own = secret.read_bytes()
    alias = bytearray(150)
    alias[50:61], alias[130:134] = b"\x0asecret.mov", struct.pack(">HH", 1, 1)
    name = str(secret).encode()
    entry = bytes(alias) + struct.pack(">hH", 2, len(name)) + name + b"\0" * (len(name) % 2) + struct.pack(">hH", -1, 0)
    reference = struct.pack(">I4sI", 12 + len(entry), b"alis", 0) + entry
    inside = own[own.index(b"moov") - 4 :]
    path.write_bytes(own[: own.index(b"mdat") - 4] + _with_reference(inside, reference))
    with av.open(str(path), options={"enable_drefs": "1"}) as container:
        assert next(container.decode(video=0)).width == 64  # the reference is a good one
    told, _ = read_in_a_child(path)
    assert told["outside.mov"] != "pictures"


def _with_reference(moov: bytes, reference: bytes) -> bytes:
    """The header of a film whose data reference is replaced, every box around it made larger."""
    at = moov.index(b"dref") - 4
    (length,) = struct.unpack_from(">I", moov, at)
    box = struct.pack(">I4sII", 16 + len(reference), b"dref", 0, 1) + reference
    made = bytearray(moov[:at] + box + moov[at + length :])
    grown = len(box) - length
    for name in (b"moov", b"trak", b"mdia", b"minf", b"dinf"):
        place = made.index(name) - 4
        struct.pack_into(">I", made, place, struct.unpack_from(">I", made, place)[0] + grown)
    return bytes(made)


def test_pipes_and_folders_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    (tmp_path / "folder.mp4").mkdir()
    (tmp_path / "empty.mp4").touch()
    told, _ = read_in_a_child(*(tmp_path / f"{name}.mp4" for name in ("pipe", "folder", "empty")))
    assert "is no file" in told["pipe.mp4"]
    assert "is no file" in told["folder.mp4"]
    assert "is empty" in told["empty.mp4"]


def test_moving_webp_and_heic_are_refused_by_name(tmp_path: Path) -> None:
    moving, apple = tmp_path / "moving.webp", tmp_path / "apple.jpg"
    ffmpeg.run(["-f", "lavfi", "-i", "testsrc=s=64x48:d=0.3:r=10", "-c:v", "libwebp_anim", "-loop", "0", str(moving)])
    apple.write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    with pytest.raises(InvalidInput, match="is a WebP that moves"):
        media.check(moving)
    with pytest.raises(InvalidInput, match="is a HEIC picture"):
        media.check(apple)


def _orange(channels: int = 3, kind: type = np.uint8) -> np.ndarray[tuple[int, ...], np.dtype[np.integer]]:
    """Orange at the left; at the right nothing where there is transparency."""
    pixels = np.zeros((60, 100, channels), np.uint8)
    pixels[..., :3] = _ORANGE[::-1]
    if channels == 4:
        pixels[:, :50, 3] = 255
        pixels[:, 50:, :3] = (0, 255, 0)
    return pixels.astype(kind) * (257 if kind is np.uint16 else 1)


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [3, 4])
def test_pictures_of_every_depth_have_their_colours(tmp_path: Path, kind: type, channels: int) -> None:
    path = tmp_path / "a.png"
    cv2.imwrite(str(path), _orange(channels, kind))
    pixels = to_bgr(media.image(path, 100, 60)).astype(int)[..., ::-1]
    assert np.abs(pixels[30, 20] - _ORANGE).max() <= 3
    assert np.abs(pixels[30, 80] - (_ORANGE if channels == 3 else (255, 255, 255))).max() <= 3
    assert (media.cutout(path, 100, 60)[30, 80, 3] == 0) == (channels == 4)


@pytest.mark.parametrize(
    "pixels", ["pal8", "gray", "gray16be", "ya8", "monob"], ids=["palette", "grey", "grey16", "grey and alpha", "bits"]
)
def test_pictures_of_few_colours_are_read(tmp_path: Path, pixels: str) -> None:
    path = tmp_path / "a.png"
    ffmpeg.run(["-f", "lavfi", "-i", "color=white:s=64x48", "-frames:v", "1", "-pix_fmt", pixels, str(path)])
    assert np.median(to_bgr(media.image(path, 64, 48))) >= 250


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.png", "a.webp", "a.gif", "a.jpg"])
def test_damaged_files_give_pictures_or_a_reason(tmp_path: Path, name: str) -> None:
    """Bytes changed, cut out and cut off at places that the seed chooses."""
    whole = tmp_path / name
    still = [] if name in ("a.mp4", "a.mkv", "a.gif") else ["-frames:v", "1"]
    ffmpeg.run(
        ["-f", "lavfi", "-i", "testsrc=s=96x64:d=1:r=10", *still, "-pix_fmt", _PIXELS.get(name, "yuv420p"), str(whole)]
    )
    dice, data, files = random.Random(name), whole.read_bytes(), []
    for number in range(12):
        broken = bytearray(data)
        for _ in range(dice.choice((1, 10, 100))):
            # Headers are where harm is done.
            broken[dice.randrange(16, dice.choice((len(data), min(len(data), 300))))] = dice.randrange(256)
        if number % 3 == 1:
            del broken[dice.randrange(20, len(broken)) :]
        elif number % 3 == 2:
            at = dice.randrange(20, len(broken))
            del broken[at : at + dice.randrange(1, 200)]
        files.append(tmp_path / f"{number}{whole.suffix}")
        files[-1].write_bytes(broken)
    told, memory = read_in_a_child(whole, *files)
    assert told[name] == "pictures"
    assert len(told) == 13
    assert all(what == "pictures" or file in what for file, what in told.items()), told
    assert memory < 700


_PIXELS = {"a.png": "rgb24", "a.gif": "rgb8", "a.webp": "yuv420p", "a.jpg": "yuvj420p"}
