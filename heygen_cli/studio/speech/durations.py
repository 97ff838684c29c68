"""Have a Piper network tell how long each sound lasts, by one more output appended to its file.

The network rounds the lengths of its sounds up with its only ``Ceil``. An ONNX file is a protocol buffer, in which a
message that comes twice is merged: so it is enough to append a second graph that has nothing but the new output.
The file begins as it was, and its digest can still be checked.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from pathlib import Path

# Field numbers of onnx.proto.
_MODEL_GRAPH, _GRAPH_NODE, _GRAPH_OUTPUT = 7, 1, 12
_NODE_OUTPUT, _NODE_OPERATION = 2, 4
_VALUE_NAME, _VALUE_TYPE, _TYPE_TENSOR, _TENSOR_ELEMENT, _FLOAT = 1, 2, 1, 1, 1
_BYTES = 2


def tail(model: Path) -> bytes | None:
    """What to append to a network so that it tells its durations.

    Empty when it does so already; None when it is not clear where it counts them.

    Raises:
        ValueError: When the file is not an ONNX network.
    """
    with model.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        outputs: list[bytes] = []
        ceilings: list[bytes] = []
        for number, start, end in _fields(whole, 0, len(whole)):
            if number != _MODEL_GRAPH:
                continue
            for part, first, last in _fields(whole, start, end):
                if part == _GRAPH_OUTPUT:
                    outputs += [whole[a:b] for key, a, b in _fields(whole, first, last) if key == _VALUE_NAME]
                elif part == _GRAPH_NODE:
                    ceilings += _ceiling(whole, first, last)
    if not outputs:
        raise ValueError("not an ONNX network")
    if len(outputs) > 1:
        return b""
    return _output(ceilings[0]) if len(ceilings) == 1 else None


def _ceiling(whole: mmap.mmap, start: int, end: int) -> list[bytes]:
    """The outputs of a node that rounds up, nothing of any other."""
    fields = [(number, whole[a:b]) for number, a, b in _fields(whole, start, end) if b - a < 1000]
    if (_NODE_OPERATION, b"Ceil") not in fields:
        return []
    return [value for number, value in fields if number == _NODE_OUTPUT]


def _output(name: bytes) -> bytes:
    tensor = _number(_TENSOR_ELEMENT, _FLOAT)
    value = _message(_VALUE_NAME, name) + _message(_VALUE_TYPE, _message(_TYPE_TENSOR, tensor))
    return _message(_MODEL_GRAPH, _message(_GRAPH_OUTPUT, value))


def _fields(whole: mmap.mmap, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The number of every field of a message that has a length, and where its bytes begin and end."""
    place = start
    while place < end:
        key, place = _varint(whole, place)
        kind = key & 7
        if kind == _BYTES:
            size, place = _varint(whole, place)
            if place + size > end:
                raise ValueError("not an ONNX network, or cut off")
            yield key >> 3, place, place + size
            place += size
        elif kind == 0:
            _, place = _varint(whole, place)
        elif kind in (1, 5):
            place += 8 if kind == 1 else 4
        else:
            raise ValueError("not an ONNX network")


def _varint(whole: mmap.mmap, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if place >= len(whole) or shift > 63:
            raise ValueError("not an ONNX network, or cut off")
        byte = whole[place]
        value |= (byte & 127) << shift
        place, shift = place + 1, shift + 7
        if byte < 128:
            return value, place


def _message(number: int, content: bytes) -> bytes:
    return _written(number << 3 | _BYTES) + _written(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _written(number << 3) + _written(value)


def _written(value: int) -> bytes:
    parts = []
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])
