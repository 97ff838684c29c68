"""A photograph speaks, from the command to the finished film."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from heygen_cli.studio.photo import face
from tests.e2e.conftest import SCRIPT, Program
from tests.e2e.lips import FPS, agreement

# Eileen Collins by NASA, in the public domain; scikit-image ships it as `astronaut`.
PHOTO = Path(__file__).parent.parent / "studio" / "photo" / "astronaut.jpg"


@pytest.fixture(scope="module")
def film(program: Program) -> dict[str, Any]:
    made = program.data(
        "avatar", "create", "--photo", str(PHOTO), "--name", "Eileen", "--gender", "female", "--consent"
    )
    assert (made["id"], made["consent_status"]) == ("eileen", "approved")
    look = ("--avatar", "eileen", "--resolution", "720p", "--captions", "sidecar")
    data: dict[str, Any] = program.data("video", "create", SCRIPT, "--title", "A photograph", *look)
    return data


def _speech(program: Program) -> dict[str, Any]:
    tracks = [json.loads(path.read_text("utf-8")) for path in program.home.rglob("speech.json")]
    return next(track for track in tracks if [token["text"] for token in track["tokens"]] == SCRIPT.split())


def _between_the_lips(path: Path) -> NDArray[np.float64]:
    """Per frame, how many pixels around the mouth are much darker than lips, or bright and without colour (teeth).

    Where the mouth is comes from the first frame; what counts before the first sound is taken from all.
    """
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]
    points, _ = face.landmarks(frames[0], face.detect(frames[0])[0])
    corners = points[[61, 291], :2]
    (x, y), half = corners.mean(axis=0), float(np.linalg.norm(corners[1] - corners[0])) / 2
    rows, columns = slice(int(y - half / 2), int(y + half)), slice(int(x - half / 2), int(x + half / 2))
    lab = np.stack([cv2.cvtColor(frame[rows, columns], cv2.COLOR_BGR2LAB).astype(np.float64) for frame in frames])
    light, colour = lab[..., 0], np.abs(lab[..., 1:] - 128).sum(axis=-1)
    lips, usual = np.median(light[:4]), np.median(colour[:4])
    inside = (light < 0.62 * lips) | ((light > 0.5 * lips) & (colour < 0.5 * usual))
    counts = inside.sum(axis=(1, 2)).astype(np.float64)
    return np.asarray(counts - np.median(counts[:4]))


def test_its_lips_follow_the_sound_and_rest_in_silence(film: dict[str, Any], program: Program) -> None:
    opening, speech = _between_the_lips(Path(film["path"])), _speech(program)
    lag, correlation = agreement(opening, speech)
    assert abs(lag) <= 1
    assert correlation >= 0.8
    quiet = opening[round((speech["phones"][-1]["end"] / speech["rate"] + 0.2) * FPS) :]
    assert quiet.size >= 3
    assert np.abs(quiet).max() <= 0.02 * opening.max()


def test_it_is_listed_previewed_and_removed(film: dict[str, Any], program: Program) -> None:
    assert [each["id"] for each in program.data("avatar", "list", "--ownership", "private")] == ["eileen"]
    preview = program.data("avatar", "preview", "eileen", "--width", "320", "--height", "180")
    assert cv2.imread(preview["path"]).shape == (180, 320, 3)
    again = program.run("avatar", "create", "--photo", str(PHOTO), "--name", "Eileen", "--consent")
    assert (again.returncode, json.loads(again.stderr)["error"]["code"]) == (2, "avatar_exists")
    program.data("avatar", "delete", "eileen", "--force")
    assert program.data("avatar", "list", "--ownership", "private") == []


def test_without_consent_nothing_is_made(program: Program) -> None:
    done = program.run("avatar", "create", "--photo", str(PHOTO), "--name", "Nobody")
    assert done.returncode != 0
    assert "--consent" in json.loads(done.stderr)["error"]["hint"]
    assert not (program.home / "data" / "avatars" / "nobody").exists()
