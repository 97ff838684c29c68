"""Which neural voices can be installed, and from where."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.model import ModelFile, VoiceModel

# Our names of the files; they are the same for every voice of an engine.
FILES = {
    "piper": ("model.onnx", "model.onnx.json", "MODEL_CARD"),
    "kokoro": ("model.onnx", "voices.bin", "config.json"),
}
UNKNOWN_LICENCE = "unknown"
_PIPER = "https://huggingface.co/rhasspy/piper-voices/resolve/main"
_KOKORO = "https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.1"
_KOKORO_URLS = (
    f"{_KOKORO}/kokoro-v1.0.onnx",
    f"{_KOKORO}/voices-v1.0.bin",
    "https://huggingface.co/hexgrad/Kokoro-82M/resolve/main/config.json",
)
_FULL_NAME = re.compile(r"([a-z]{2,3})_([A-Z]{2})-([a-z0-9_]+)-(x_low|low|medium|high)")
_FOLDER_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,60}", re.IGNORECASE)


@cache
def known() -> tuple[VoiceModel, ...]:
    """The voices that have a short name, the freest and best first."""
    import tomllib

    entries = tomllib.loads(Path(__file__).with_name("models.toml").read_text("utf-8"))
    return tuple(_entry(name, entry) for name, entry in entries.items())


def find(name: str) -> VoiceModel:
    """The installable voice of a name; any full name of a Piper voice is one. Raises InvalidInput."""
    for model in known():
        if model.name == name:
            return model
    if _FULL_NAME.fullmatch(name):
        return _piper(name, name, title=name)
    names = [model.name for model in known()]
    close = difflib.get_close_matches(name, names, n=1)
    meant = f"Did you mean {close[0]!r}? " if close else ""
    raise InvalidInput(
        f"There is no installable voice {name!r}",
        param="name",
        hint=f"{meant}List them: heygen voice list --installable; or name a folder or URL: --from",
    )


def own(name: str) -> VoiceModel:
    """A Piper voice that nobody but its owner knows, to be installed from a place of theirs; raises InvalidInput."""
    if not is_name(name):
        raise InvalidInput(f"A voice cannot be named {name!r}", param="name", hint="Use letters, digits, - and _")
    return VoiceModel(name, "piper", name, "en", "neutral", UNKNOWN_LICENCE, 0, _files("piper", ("", "", "")))


def is_name(name: str) -> bool:
    """Whether a voice may be called so; its folder is."""
    return _FOLDER_NAME.fullmatch(name) is not None


def placed(model: VoiceModel, source: str) -> VoiceModel:
    """The model with its files somewhere else: in a folder, at an address, or with the address of a ``.onnx``.

    Raises:
        InvalidInput: When there is no such folder, or a file that is needed is not in it.
    """
    names = [file.url.rpartition("/")[2] or file.name for file in model.files]
    if not source.startswith(("http://", "https://")):
        urls = [_in_folder(model, file, Path(source).expanduser()) for file in model.files]
    elif model.engine == "piper" and source.endswith(".onnx"):
        urls = [source, f"{source}.json", f"{source.rpartition('/')[0]}/MODEL_CARD"]
    else:
        urls = [f"{source.rstrip('/')}/{name}" for name in names]
    return replace(model, files=tuple(replace(file, url=url) for file, url in zip(model.files, urls, strict=True)))


def _in_folder(model: VoiceModel, file: ModelFile, folder: Path) -> str:
    """Where a file lies in a folder, under the name its makers gave it or under ours."""
    if not folder.is_dir():
        raise InvalidInput(f"There is no folder {folder}", param="--from", hint="Name a folder, or an http address")
    there = [folder / (file.url.rpartition("/")[2] or file.name), folder / file.name]
    if file.name.startswith("model.onnx"):
        there += sorted(folder.glob(f"*{file.name.removeprefix('model')}"))
    found = next((path for path in there if path.is_file()), there[0])
    if not found.is_file() and not file.optional:
        raise InvalidInput(f"{folder} has no {found.name}", param="--from", hint=model.by_hand if file.url else None)
    return found.absolute().as_uri()


def _files(engine: str, urls: Sequence[str]) -> tuple[ModelFile, ...]:
    pairs = zip(FILES[engine], urls, strict=True)
    return tuple(ModelFile(name, url, optional=name == "MODEL_CARD") for name, url in pairs)


def _entry(name: str, entry: dict[str, Any]) -> VoiceModel:
    about = {key: entry[key] for key in ("title", "gender", "licence", "megabytes")}
    pins = entry.get("pins", {})
    if entry["engine"] == "piper":
        return _pinned(_piper(name, entry["voice"], **about), pins)
    files = _files("kokoro", _KOKORO_URLS)
    return _pinned(VoiceModel(name, "kokoro", language=entry["language"], files=files, **about), pins)


def _pinned(model: VoiceModel, pins: dict[str, dict[str, Any]]) -> VoiceModel:
    return replace(model, files=tuple(replace(file, **pins.get(file.name, {})) for file in model.files))


def _piper(name: str, full: str, **about: Any) -> VoiceModel:
    matched = _FULL_NAME.fullmatch(full)
    assert matched
    family, region, voice, quality = matched.groups()
    base = f"{_PIPER}/{family}/{family}_{region}/{voice}/{quality}"
    urls = (f"{base}/{full}.onnx", f"{base}/{full}.onnx.json", f"{base}/MODEL_CARD")
    usual: dict[str, Any] = {"gender": "neutral", "licence": UNKNOWN_LICENCE, "megabytes": 64}
    return VoiceModel(name, "piper", language=f"{family}-{region}", files=_files("piper", urls), **(usual | about))
