"""Tiny networks with the inputs and outputs of real voices: every sound is a tone of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

PHONES = "_^$ !',-.:;?abdefhijklmnopstuvwzæðŋɐɑɔəɚɛɜɡɪɹʃʊʌʒʔˈˌːθᵻɾɬ"
ALPHABET = {char: [number] for number, char in enumerate(PHONES)}
RATE, HOP = 22050, 256


def piper(folder: Path, *, speakers: int = 1, ceilings: int = 1) -> Path:
    """A Piper voice under the names its makers give; it keeps its durations to itself, as the published ones do."""
    helper, kinds = _onnx()
    folder.mkdir(parents=True, exist_ok=True)
    nodes = [
        helper.make_node("Reshape", ["input", "flat"], ["ids"]),
        helper.make_node("Gather", ["frames", "ids"], ["usual"]),
        helper.make_node("Gather", ["scales", "one"], ["length_scale"]),
        helper.make_node("Mul", ["usual", "length_scale"], ["w"]),
        helper.make_node("Ceil", ["w"], ["w_ceil"]),
        *(helper.make_node("Ceil", ["w"], [f"other{n}"]) for n in range(ceilings - 1)),
    ]
    # Random, as the real ones are: the same sentence must nevertheless sound the same.
    nodes += [
        *_wave(helper, kinds, "w_ceil", HOP, RATE),
        helper.make_node("RandomNormalLike", ["tone"], ["noise"], scale=0.01),
        helper.make_node("Add", ["tone", "noise"], ["pcm"]),
        helper.make_node("Reshape", ["pcm", "shape"], ["output"]),
    ]
    inputs = [("input", kinds.INT64, ["b", "p"]), ("input_lengths", kinds.INT64, ["b"]), ("scales", kinds.FLOAT, [3])]
    if speakers > 1:
        inputs.append(("sid", kinds.INT64, ["b"]))
    constants = {"frames": np.full(256, 5.5, np.float32), "shape": np.array([1, 1, 1, -1])}
    _save(folder / "en_US-tone-medium.onnx", nodes, inputs, [("output", kinds.FLOAT, ["b", 1, 1, "t"])], constants)
    config = {
        "audio": {"sample_rate": RATE, "quality": "medium"},
        "espeak": {"voice": "en-us"},
        "language": {"code": "en_US"},
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "phoneme_id_map": ALPHABET,
        "num_speakers": speakers,
        "speaker_id_map": {f"p{number}": number for number in range(speakers)} if speakers > 1 else {},
    }
    (folder / "en_US-tone-medium.onnx.json").write_text(json.dumps(config), "utf-8")
    (folder / "MODEL_CARD").write_text("# Tone\n* License: public domain\n", "utf-8")
    return folder


def kokoro(folder: Path, *, tells: bool = True) -> Path:
    """A Kokoro network with two voices it can read for, and one that it cannot."""
    helper, kinds = _onnx()
    folder.mkdir(parents=True, exist_ok=True)
    nodes = [
        helper.make_node("Reshape", ["tokens", "flat"], ["ids"]),
        helper.make_node("Gather", ["frames", "ids"], ["usual"]),
        helper.make_node("Div", ["usual", "speed"], ["w"]),
        helper.make_node("Ceil", ["w"], ["w_ceil"]),
        *_wave(helper, kinds, "w_ceil", 600, 24000),
        helper.make_node("Identity", ["tone"], ["audio"]),
    ]
    outputs = [("audio", kinds.FLOAT, ["t"])]
    if tells:
        nodes.append(helper.make_node("Cast", ["w_ceil"], ["duration"], to=kinds.INT64))
        outputs.append(("duration", kinds.INT64, ["p"]))
    inputs = [("tokens", kinds.INT64, [1, "p"]), ("style", kinds.FLOAT, [1, 256]), ("speed", kinds.FLOAT, [1])]
    _save(folder / "kokoro-v1.0.onnx", nodes, inputs, outputs, {"frames": np.full(256, 3, np.float32)})
    styles = {name: np.zeros((510, 1, 256), np.float32) for name in ("am_michael", "af_heart", "jf_alpha")}
    with (folder / "voices-v1.0.bin").open("wb") as file:
        np.savez_compressed(file, **styles)
    vocab = {char: number for number, char in enumerate(f"{PHONES}IWOYAQʣʤʦʧᵊ")}
    (folder / "config.json").write_text(json.dumps({"vocab": vocab}), "utf-8")
    return folder


def _onnx() -> tuple[Any, Any]:
    pytest.importorskip("onnxruntime")
    onnx = pytest.importorskip("onnx")
    return onnx.helper, onnx.TensorProto


def _wave(helper: Any, kinds: Any, frames: str, hop: int, rate: int) -> list[Any]:
    """Nodes from the frames of each sound to ``tone``."""
    return [
        helper.make_node("Constant", [], ["hop"], value_float=float(hop)),
        helper.make_node("Constant", [], ["step"], value_float=2 * np.pi / rate),
        helper.make_node("Constant", [], ["loudness"], value_float=0.3),
        helper.make_node("Mul", [frames, "hop"], ["lengths_f"]),
        helper.make_node("Cast", ["lengths_f"], ["lengths"], to=kinds.INT64),
        helper.make_node("CumSum", ["lengths", "zero"], ["ends"]),
        helper.make_node("ReduceSum", ["lengths"], ["count"], keepdims=0),
        helper.make_node("Range", ["zero", "count", "one"], ["places"]),
        helper.make_node("Unsqueeze", ["places", "last_axis"], ["column"]),
        helper.make_node("GreaterOrEqual", ["column", "ends"], ["past"]),
        helper.make_node("Cast", ["past"], ["past_i"], to=kinds.INT64),
        helper.make_node("ReduceSum", ["past_i", "last_axis"], ["sound"], keepdims=0),
        helper.make_node("Gather", ["ids", "sound"], ["id"]),
        helper.make_node("Gather", ["tones", "id"], ["hertz"]),
        helper.make_node("Cast", ["places"], ["places_f"], to=kinds.FLOAT),
        helper.make_node("Mul", ["places_f", "hertz"], ["turns"]),
        helper.make_node("Mul", ["turns", "step"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["sine"]),
        helper.make_node("Mul", ["sine", "loudness"], ["tone"]),
    ]


def _save(path: Path, nodes: list[Any], inputs: list[Any], outputs: list[Any], constants: dict[str, Any]) -> None:
    import onnx

    helper = onnx.helper
    constants = constants | {
        "flat": np.array([-1]),
        "zero": np.array(0),
        "one": np.array(1),
        "last_axis": np.array([1]),
        "tones": (110 * 2 ** (np.arange(256) % 24 / 12)).astype(np.float32),
    }
    graph = helper.make_graph(
        nodes,
        "tones",
        [helper.make_tensor_value_info(*item) for item in inputs],
        [helper.make_tensor_value_info(*item) for item in outputs],
        [onnx.numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), path)
