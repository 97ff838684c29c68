"""A network of the user's own: checked, heard, and blended in where the mouth is."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from heygen_cli.domain.errors import EngineMissing, InvalidInput
from heygen_cli.studio.photo import face
from heygen_cli.studio.photo.face import Image
from heygen_cli.studio.photo.neural import LipSync, mels
from heygen_cli.studio.photo.portrait import examine
from tests.studio.photo.conftest import PHOTO

Shape = list[str | int | None]
MEL: Shape = ["batch", 1, 80, 16]
FACES: Shape = ["batch", 6, 96, 96]
LIPS: Shape = ["batch", 3, 96, 96]


def _network(path: Path, *, speech: Shape = MEL, faces: Shape = FACES) -> Path:
    """A network that paints the face it sees brighter, the louder it is spoken to: face + mean(mel) / 10."""
    floats, whole = TensorProto.FLOAT, TensorProto.INT64
    constants = [
        helper.make_tensor("from", whole, [1], [3]),
        helper.make_tensor("to", whole, [1], [6]),
        helper.make_tensor("axis", whole, [1], [1]),
        helper.make_tensor("tenth", floats, [1], [0.1]),
    ]
    nodes = [
        helper.make_node("Slice", ["face", "from", "to", "axis"], ["seen"]),
        helper.make_node("ReduceMean", ["speech"], ["loud"], axes=[1, 2, 3], keepdims=1),
        helper.make_node("Mul", ["loud", "tenth"], ["light"]),
        helper.make_node("Add", ["seen", "light"], ["lips"]),
    ]
    inputs = [helper.make_tensor_value_info(n, floats, s) for n, s in (("speech", speech), ("face", faces))]
    graph = helper.make_graph(nodes, "lips", inputs, [helper.make_tensor_value_info("lips", floats, LIPS)], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.save(model, str(path))
    return path


def test_only_the_mouth_is_the_networks(photo: Image, tmp_path: Path) -> None:
    portrait = examine(PHOTO)
    image, points = portrait.image, portrait.points
    quiet, loud = np.zeros((1, 80, 16), np.float32), np.ones((1, 80, 16), np.float32)
    network = LipSync(_network(tmp_path / "lips.onnx"))
    same, bright = (network.speak(image, points, sound) for sound in (quiet, loud))
    gained = bright.astype(int) - same
    x, y = points[list(face.LOWER_LIP), :2].mean(axis=0).astype(int)
    assert gained[y - 2 : y + 3, x - 2 : x + 3].mean() > 15
    rows, columns = np.nonzero(np.abs(gained).max(axis=2))
    assert rows.min() > points[face.NOSE, 1]
    assert points[face.LEFT_CHEEK, 0] < columns.min() < columns.max() < points[face.RIGHT_CHEEK, 0]
    # Softly: nowhere a step between neighbours, where all would be the same shade lighter.
    assert np.abs(np.diff(gained[y].mean(axis=1))).max() < 12
    assert np.array_equal(np.delete(bright, np.unique(rows), 0), np.delete(image, np.unique(rows), 0))


def test_a_network_for_one_picture_at_a_time_serves_too(tmp_path: Path) -> None:
    one = _network(tmp_path / "one.onnx", speech=[1, 1, 80, 16], faces=[1, 6, 96, 96])
    any_ = _network(tmp_path / "any.onnx")
    portrait, sound = examine(PHOTO), np.ones((1, 80, 16), np.float32)
    first, second = (LipSync(path).speak(portrait.image, portrait.points, sound) for path in (one, any_))
    assert np.array_equal(first, second)


def test_a_tone_is_heard_when_and_where_it_sounds() -> None:
    time = np.arange(32000) / 16000
    tone = np.where(time > 1, 0.5 * np.sin(2 * np.pi * 1000 * time), 0).astype(np.float32)
    heard = mels(tone, 50, 25)
    assert heard.shape == (50, 1, 80, 16)
    assert heard[5].max() == -4
    loudest = int(heard[35, 0].mean(axis=1).argmax())
    assert 24 <= loudest <= 30  # 1000 Hz is 15 of 45.2 mels; the bands lie evenly from 0.8 on
    assert heard[35, 0, loudest].min() > heard[35, 0, 70].max() + 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"speech": ["batch", 1, 40, 16]}, "no input is float32 [1 or free, 1, 80, 16]"),
        ({"faces": ["batch", 6, 128, 128]}, "no input is float32 [1 or free, 6, 96, 96]"),
    ],
)
def test_another_network_is_refused_with_what_does_not_fit(
    changes: dict[str, Shape], said: str, tmp_path: Path
) -> None:
    with pytest.raises(InvalidInput, match=r"lips\.onnx is not a lip-sync network") as caught:
        LipSync(_network(tmp_path / "lips.onnx", **changes))
    assert said in str(caught.value)
    assert "speech tensor(float)" in (caught.value.hint or "")


def test_a_file_that_is_no_network(tmp_path: Path) -> None:
    (tmp_path / "lips.onnx").write_bytes(b"no network")
    for name in ("lips.onnx", "missing.onnx"):
        with pytest.raises(InvalidInput, match=name):
            LipSync(tmp_path / name)


def test_without_onnxruntime_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(EngineMissing) as caught:
        LipSync(tmp_path / "lips.onnx")
    assert caught.value.hint == 'pip install "heygen-cli[neural]"'
