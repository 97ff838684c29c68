"""A photograph speaks, from the command to the finished film."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import onnx
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper

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


def test_a_network_of_ones_own_moves_the_mouth(tmp_path: Path) -> None:
    """The network paints what it sees green where somebody speaks, and leaves it alone in silence."""
    program = Program(tmp_path / "home", tmp_path)
    network = green_network(tmp_path / "lips.onnx")
    made = ("avatar", "create", "--photo", str(PHOTO), "--consent", "--gender", "female")
    assert program.run(*made, "--name", "Plain").returncode == 0
    assert program.run(*made, "--name", "Networked", "--lipsync", str(network)).returncode == 0
    refused = program.run(*made, "--name", "Wrong", "--lipsync", str(PHOTO))
    assert refused.returncode == 2
    assert "cannot be opened as a network" in refused.stderr
    films = {}
    for name in ("plain", "networked"):
        line = (
            "video",
            "create",
            "[pause 1s] Hello there.",
            "--avatar",
            name,
            "--quality",
            "draft",
            "--captions",
            "off",
        )
        films[name] = program.data(*line, "-o", f"{name}.mp4")["path"]
    greener = [
        float((ours[..., 1].astype(int) - theirs[..., 1]).max())
        for ours, theirs in zip(pictures(films["networked"]), pictures(films["plain"]), strict=True)
    ]
    spoken = range(33, len(greener) - 8)
    assert max(greener[index] for index in spoken) > 60
    assert program.run("avatar", "delete", "networked", "--force").returncode == 0
    assert not list((tmp_path / "home").rglob("lipsync.onnx"))


def pictures(path: str) -> list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    with av.open(path) as container:
        return [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]


def green_network(path: Path) -> Path:
    """face[3:6] + the loudness of the speech on the green channel."""
    floats, whole = TensorProto.FLOAT, TensorProto.INT64
    constants = [
        helper.make_tensor("from", whole, [1], [3]),
        helper.make_tensor("to", whole, [1], [6]),
        helper.make_tensor("axis", whole, [1], [1]),
        helper.make_tensor("green", floats, [1, 3, 1, 1], [0.0, 0.25, 0.0]),
        helper.make_tensor("quiet", floats, [1], [3.5]),
    ]
    nodes = [
        helper.make_node("Slice", ["face", "from", "to", "axis"], ["seen"]),
        helper.make_node("ReduceMean", ["speech"], ["level"], axes=[1, 2, 3], keepdims=1),
        helper.make_node("Add", ["level", "quiet"], ["loud"]),
        helper.make_node("Relu", ["loud"], ["heard"]),
        helper.make_node("Mul", ["heard", "green"], ["light"]),
        helper.make_node("Add", ["seen", "light"], ["lips"]),
    ]
    shapes = {"speech": ["b", 1, 80, 16], "face": ["b", 6, 96, 96]}
    inputs = [helper.make_tensor_value_info(name, floats, shape) for name, shape in shapes.items()]
    outputs = [helper.make_tensor_value_info("lips", floats, ["b", 3, 96, 96])]
    graph = helper.make_graph(nodes, "lips", inputs, outputs, constants)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), str(path))
    return path


def test_a_request_with_a_photograph_finds_the_presenter_made_of_it(tmp_path: Path) -> None:
    program = Program(tmp_path / "home", tmp_path)
    body = json.dumps({"type": "image", "image": {"type": "url", "url": PHOTO.as_uri()}, "script": "Hi.", "title": "P"})
    asked = ("video", "create", "-d", body, "--quality", "draft", "--force")
    before = program.data(*asked)
    assert "image" in {event["code"] for event in before["events"]}
    assert program.run("avatar", "create", "--photo", str(PHOTO), "--name", "Eileen", "--consent").returncode == 0
    after = program.data(*asked)
    assert "image" not in {event["code"] for event in after["events"]}
