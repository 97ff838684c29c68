"""The folder of installed neural voices: ``<engine>/<name>/`` with the network, its papers and a manifest."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from heygen_cli.domain.errors import InvalidInput, NotFound
from heygen_cli.domain.model import InstalledModel, VoiceModel
from heygen_cli.domain.voice import Gender, Voice
from heygen_cli.studio.speech import durations, models

MANIFEST = "manifest.json"
NEURAL_HINT = 'pip install "heygen-cli[neural]"'
# Kokoro's first letter is the language, the second the gender; what espeak cannot read is not offered.
_KOKORO_LANGUAGES = {"a": "en-US", "b": "en-GB", "e": "es", "f": "fr-FR", "h": "hi", "i": "it", "p": "pt-BR"}
_KOKORO_GENDERS: dict[str, Gender] = {"f": "female", "m": "male"}
# The best graded by the makers of Kokoro; `auto` takes the first that fits.
_KOKORO_BEST = ("af_heart", "am_fenrir", "bf_emma", "bm_george", "af_bella", "am_michael")


class Shelf:
    """What is installed below ``folder``. A voice is there when its manifest is; that is written last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def voices(self) -> Sequence[Voice]:
        """The installed voices, the best first; without their runtime they say how to install it."""
        runtime = self._runtime
        return [voice for home, manifest in self._manifests() for voice in _voices(home, manifest, runtime=runtime)]

    @cached_property
    def _runtime(self) -> bool:
        """Whether neural voices can speak; to find out takes longer than all else about a voice."""
        return importlib.util.find_spec("onnxruntime") is not None

    def home(self, voice: Voice) -> Path:
        """What the worker of a neural engine is told: Kokoro's own folder, or the one that holds all of Piper's."""
        return self.folder / voice.engine / ("kokoro" if voice.engine == "kokoro" else "")

    def identity(self, voice: Voice) -> dict[str, str]:
        """What tells this voice from another one that was installed under the same name."""
        manifest = next((found for _, found in self._manifests() if _speaks(found, voice)), None)
        return {name: file["sha256"] for name, file in manifest["files"].items()} if manifest else {}

    def known(self) -> Sequence[VoiceModel]:
        """What can be installed by name, and whether it is."""
        whole = {home for home, manifest in self._manifests() if _whole(home, manifest)}
        return [replace(model, installed=self._home(model) in whole) for model in models.known()]

    def find(self, name: str, source: str | None = None) -> VoiceModel:
        """The installable voice of a name, its files at ``source`` where one is given; then it may be a new name.

        Raises:
            InvalidInput: When there is none, or a folder lacks its files.
        """
        try:
            model = models.find(name)
        except InvalidInput:
            if not source:
                raise
            model = models.own(name)
        return models.placed(model, source) if source else model

    def unfinished(self) -> Sequence[Path]:
        """Folders of voices that cannot speak, because an install was cut off or files were put there by hand."""
        folders = (path for engine in models.FILES for path in sorted(self.folder.glob(f"{engine}/*")) if path.is_dir())
        done = {home for home, manifest in self._manifests() if _whole(home, manifest)}
        return [path for path in folders if path not in done]

    def staging(self, model: VoiceModel) -> Path:
        """Where a model's files gather until all are there; what an earlier attempt fetched is still in it."""
        folder = self.folder / model.engine / f".{model.name}.part"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def finish(self, model: VoiceModel, digests: Mapping[str, str]) -> InstalledModel:
        """Check the gathered files, have the network tell its durations, and put it all in its place.

        Raises:
            InvalidInput: When the files are not those of a voice.
        """
        staged = self.staging(model)
        try:
            manifest = _manifest(model, staged, digests)
        except (ValueError, KeyError, OSError) as problem:
            shutil.rmtree(staged)  # trying again with the same files would fail again
            raise InvalidInput(
                f"These are not the files of a {model.engine} voice: {problem}",
                code="not_a_voice",
                hint=f"Try again: heygen voice install {model.name}",
            ) from problem
        (staged / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False), "utf-8")
        home = self._home(model)
        before = (_read(home / MANIFEST) or {"files": {}})["files"]
        changed = tuple(name for name in digests if before.get(name, {}).get("sha256") not in (None, digests[name]))
        if home.exists():
            shutil.rmtree(home)
        staged.rename(home)
        names = tuple(voice.id for voice in _voices(home, manifest, runtime=True))
        return InstalledModel(model.name, str(home), manifest["licence"], names, _size(home), changed)

    def remove(self, name: str) -> Path:
        """Delete an installed voice, whole or not; raises NotFound."""
        for engine in models.FILES if models.is_name(name) else ():
            for folder in (self.folder / engine / name, self.folder / engine / f".{name}.part"):
                if folder.is_dir():
                    (folder / MANIFEST).unlink(missing_ok=True)  # first: from now on it is not there
                    shutil.rmtree(folder)
                    return folder
        raise NotFound(f"No voice {name!r} is installed", hint="What is: heygen voice list --installable")

    def _home(self, model: VoiceModel) -> Path:
        return self.folder / model.engine / model.name

    def _manifests(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        for engine in ("kokoro", "piper"):
            for path in sorted(self.folder.glob(f"{engine}/[!.]*/{MANIFEST}")):
                manifest = _read(path)
                if manifest:
                    yield path.parent, manifest


def _read(path: Path) -> dict[str, Any] | None:
    """A manifest; None for one that was not written by us."""
    try:
        manifest: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return manifest if {"name", "engine", "licence", "rate", "voices", "files"} <= set(manifest) else None
    except (OSError, ValueError):
        return None


def _speaks(manifest: dict[str, Any], voice: Voice) -> bool:
    names = (f"{manifest['engine']}/{item['name']}" for item in manifest["voices"])
    return voice.id in names


def _voices(home: Path, manifest: dict[str, Any], *, runtime: bool) -> Iterator[Voice]:
    whole = _whole(home, manifest)
    hint = None if whole and runtime else NEURAL_HINT if whole else f"heygen voice install {manifest['name']}"
    for voice in manifest["voices"]:
        yield Voice(
            f"{manifest['engine']}/{voice['name']}",
            voice.get("title", voice["name"]),
            manifest["engine"],
            voice["language"],
            voice["gender"],
            "neural",
            manifest["licence"],
            manifest["rate"],
            available=hint is None,
            style=voice.get("style"),
            install_hint=hint,
        )


def _whole(home: Path, manifest: dict[str, Any]) -> bool:
    try:
        return all((home / name).stat().st_size == file["bytes"] for name, file in manifest["files"].items())
    except OSError:
        return False


def _manifest(model: VoiceModel, folder: Path, digests: Mapping[str, str]) -> dict[str, Any]:
    kokoro = model.engine == "kokoro"
    config = json.loads((folder / models.FILES[model.engine][2 if kokoro else 1]).read_text("utf-8"))
    voices, rate = (_of_kokoro(folder), 24000) if kokoro else (_of_piper(model, config), config["audio"]["sample_rate"])
    if not kokoro:
        _tell_durations(folder / "model.onnx")
    sources = {file.name: file.url for file in model.files}
    return {
        "name": model.name,
        "engine": model.engine,
        "licence": model.licence,
        "rate": rate,
        "voices": voices,
        "files": {
            name: {"bytes": (folder / name).stat().st_size, "sha256": digest, "from": sources[name]}
            for name, digest in digests.items()
        },
    }


def _tell_durations(network: Path) -> None:
    tail = durations.tail(network)
    if tail:
        with network.open("ab") as file:
            file.write(tail)


def _of_piper(model: VoiceModel, config: dict[str, Any]) -> list[dict[str, Any]]:
    config["phoneme_id_map"]["_"], config["espeak"]["voice"]
    language = config.get("language", {}).get("code", "").replace("_", "-") or model.language
    quality = config["audio"].get("quality", "")
    one = {"name": model.name, "title": model.title, "language": language, "gender": model.gender, "style": quality}
    speakers = list(config.get("speaker_id_map", {})) if config.get("num_speakers", 1) > 1 else []
    return [one, *({**one, "name": f"{model.name}+{name}", "title": f"{model.title} {name}"} for name in speakers)]


def _of_kokoro(folder: Path) -> list[dict[str, Any]]:
    """The archive's names are those of its members, so it need not be read with NumPy."""
    import zipfile

    with zipfile.ZipFile(folder / "voices.bin") as archive:
        names = sorted(Path(name).stem for name in archive.namelist())
    usable = [name for name in names if name[:1] in _KOKORO_LANGUAGES and name[1:2] in _KOKORO_GENDERS]
    best = {name: place for place, name in enumerate(_KOKORO_BEST)}
    return [
        {
            "name": name,
            "title": name[3:].title(),
            "language": _KOKORO_LANGUAGES[name[0]],
            "gender": _KOKORO_GENDERS[name[1]],
            "style": "expressive",
        }
        for name in sorted(usable, key=lambda name: best.get(name, len(best)))
    ]


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())
