"""CMU Flite through its shared library; runs only inside the speech worker."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

_POINTER = ctypes.c_void_p


class _Wave(ctypes.Structure):
    """``cst_wave`` of flite 2.x, <cst_wave.h>."""

    _fields_ = (
        ("type", ctypes.c_char_p),
        ("rate", ctypes.c_int),
        ("samples", ctypes.c_int),
        ("channels", ctypes.c_int),
        ("data", ctypes.POINTER(ctypes.c_short)),
    )


_SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "flite_synth_text": (_POINTER, [ctypes.c_char_p, _POINTER]),
    "utt_relation": (_POINTER, [_POINTER, ctypes.c_char_p]),
    "relation_head": (_POINTER, [_POINTER]),
    "item_next": (_POINTER, [_POINTER]),
    "item_feat_string": (ctypes.c_char_p, [_POINTER, ctypes.c_char_p]),
    "item_feat_float": (ctypes.c_float, [_POINTER, ctypes.c_char_p]),
    "ffeature_string": (ctypes.c_char_p, [_POINTER, ctypes.c_char_p]),
    "path_to_item": (_POINTER, [_POINTER, ctypes.c_char_p]),
    "utt_wave": (ctypes.POINTER(_Wave), [_POINTER]),
    "delete_utterance": (None, [_POINTER]),
    "flite_feat_set_float": (None, [_POINTER, ctypes.c_char_p, ctypes.c_float]),
}
# The word a sound belongs to, as a path through flite's utterance structure.
_TOKEN_OF_SEGMENT = b"R:SylStructure.parent.parent.R:Token.parent"
_STRESS_OF_SEGMENT = b"R:SylStructure.parent.stress"


class Flite:
    """Flite's voices, each loaded from its own library when it first speaks.

    ``library`` is the path of libflite; the voices lie beside it under names that differ in the voice only.
    """

    def __init__(self, library: str) -> None:
        self._path = Path(library)
        self._core = self._open("libflite")
        for part in ("usenglish", "cmulex"):
            self._open(f"libflite_{part}")
        for name, (result, arguments) in _SIGNATURES.items():
            function = getattr(self._core, name)
            function.restype, function.argtypes = result, arguments
        self._core.flite_init()
        self._voices: dict[str, int] = {}
        # flite keeps the pointer it is given as a name, so this buffer must live as long as the engine.
        self._stretch = ctypes.create_string_buffer(b"duration_stretch")

    def _open(self, name: str) -> ctypes.CDLL:
        return ctypes.CDLL(str(self._path.with_name(self._path.name.replace("libflite", name, 1))), ctypes.RTLD_GLOBAL)

    def load(self, voice: str) -> None:
        """Register a voice once."""
        if voice not in self._voices:
            register = getattr(self._open(f"libflite_cmu_us_{voice}"), f"register_cmu_us_{voice}")
            register.restype = _POINTER
            self._voices[voice] = register(None)

    def speak(self, voice: str, words: list[str], speed: float) -> dict[str, Any]:
        """Speak one sentence; see ``worker.Engine``."""
        core, handle = self._core, self._voices[voice]
        # A Voice begins with `name` and `features`; the features are what the setter wants.
        features = ctypes.cast(handle, ctypes.POINTER(_POINTER))[1]
        core.flite_feat_set_float(features, self._stretch, 1 / speed)
        utterance = core.flite_synth_text("".join(words).encode("ascii"), handle)
        if not utterance:
            raise ValueError("flite made no speech of this text")
        try:
            wave = core.utt_wave(utterance).contents
            pcm = ctypes.string_at(wave.data, 2 * wave.samples)
            return {"rate": wave.rate, "pcm": pcm, "phones": self._phones(utterance, wave.rate)}
        finally:
            core.delete_utterance(utterance)

    def _phones(self, utterance: int, rate: int) -> list[list[Any]]:
        core = self._core
        tokens = {item: index for index, item in enumerate(self._items(utterance, b"Token"))}
        phones: list[list[Any]] = []
        start = 0
        for item in self._items(utterance, b"Segment"):
            end = round(core.item_feat_float(item, b"end") * rate)
            word = tokens.get(core.path_to_item(item, _TOKEN_OF_SEGMENT))
            stress = int(core.ffeature_string(item, _STRESS_OF_SEGMENT) or b"0")
            name = core.item_feat_string(item, b"name").decode("ascii")
            phones.append([name, start, end, word, stress if word is not None else 0])
            start = end
        return phones

    def _items(self, utterance: int, relation: bytes) -> list[int]:
        found, item = [], self._core.relation_head(self._core.utt_relation(utterance, relation))
        while item:
            found.append(item)
            item = self._core.item_next(item)
        return found
