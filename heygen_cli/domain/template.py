"""A storyboard kept under a name, to be made into films again and again with other values in its variables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.fields import Marks, suggestion
from heygen_cli.domain.storyboard import Storyboard
from heygen_cli.domain.variables import Render, Value, Variable, VariableType, declarations, texts, used

NAME_LIMIT = 100  # characters
# HeyGen's name for a type of ours, and the property that carries its value there; types not listed are texts.
HEYGEN_TYPES: Mapping[VariableType, tuple[str, str]] = {
    **{"image": ("image", "url"), "video": ("video", "url"), "audio": ("audio", "url")},
    **{"avatar": ("character", "character_id"), "voice": ("voice", "voice_id")},
}
_TEXT = ("text", "content")


@dataclass(frozen=True)
class Template:
    """One saved storyboard.

    ``document`` is what its author wrote, variables and all. The files it names lay relative to ``base`` when it was
    saved; ``files`` says where the copy of each is kept.
    """

    id: str
    name: str
    document: Mapping[str, Any]
    base: Path
    created_at: float
    updated_at: float
    files: Mapping[Path, Path] = field(default_factory=dict)

    @property
    def marks(self) -> Marks:
        """How faults name its parts."""
        return Marks(f"template {self.name}")

    @property
    def variables(self) -> dict[str, Variable]:
        """Its variables, by their names."""
        return declarations(self.document, self.marks, [])

    @property
    def scenes(self) -> dict[str, Any]:
        """Its scenes, by the ids under which a request chooses them."""
        return {f"scene_{number}": scene for number, scene in enumerate(self.document.get("scenes") or (), 1)}

    def to_json(self) -> dict[str, Any]:
        """The template as a list shows it: HeyGen's fields, then ours."""
        return {
            "id": self.id,
            "name": self.name,
            "aspect_ratio": self.document.get("aspect_ratio"),
            "thumbnail_url": None,
            "created_at": int(self.created_at),
            "updated_at": int(self.updated_at),
            "provider": "local",
        }

    def details(self, render: Render) -> dict[str, Any]:
        """The template with its variables and scenes, in HeyGen's shape."""
        variables = self.variables
        return {
            **self.to_json(),
            "variables": {name: _shape(variable) for name, variable in variables.items()},
            "scene_ids": list(self.scenes),
            "scenes": [_scene(name, scene, variables, render) for name, scene in self.scenes.items()],
            "files": sorted(str(path) for path in self.files),
        }

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the values that its variables take."""
        variables = self.variables
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.name,
            "type": "object",
            "properties": {name: _value_schema(variable) for name, variable in variables.items()},
            "required": [name for name, variable in variables.items() if variable.default is None],
            "additionalProperties": False,
        }

    def choose(self, scene_ids: Iterable[str] | None, marks: Marks, faults: list[InvalidInput]) -> dict[str, Any]:
        """The document with the scenes that a request names, in its order; all of them for None."""
        if scene_ids is None:
            return dict(self.document)
        chosen = []
        for index, scene_id in enumerate(scene_ids):
            if scene_id in self.scenes:
                chosen.append(self.scenes[scene_id])
            else:
                hint = suggestion(scene_id, tuple(self.scenes))
                faults.append(marks.fault(("scene_ids", index), f'There is no scene "{scene_id}"', hint))
        return {**self.document, "scenes": chosen or list(self.scenes.values())}


@dataclass(frozen=True)
class Order:
    """What one film of a template shall be.

    ``variables`` are its values, None for one that could not be read; ``marks`` know where they were given, relative
    files lie below ``base``. ``scene_ids`` choose and order scenes. ``changes`` lie over the document, under the names
    that a storyboard has for them. ``exists`` says which files beside the template's own may be used. ``faults`` are
    what was wrong with it so far; they are told together with the others.
    """

    variables: Mapping[str, Value | None] = field(default_factory=dict)
    scene_ids: tuple[str, ...] | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)
    base: Path = field(default_factory=Path.cwd)
    exists: Callable[[Path], bool] = Path.is_file
    faults: tuple[InvalidInput, ...] = ()


def relocated(storyboard: Storyboard, files: Mapping[Path, Path]) -> Storyboard:
    """The storyboard with other paths in place of those it holds."""
    made: Storyboard = _relocated(storyboard, {**files, **{str(path): str(copy) for path, copy in files.items()}})
    return made


def _relocated(value: Any, files: Mapping[Any, Any]) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{item.name: _relocated(getattr(value, item.name), files) for item in fields(value)})
    if isinstance(value, tuple):
        return tuple(_relocated(item, files) for item in value)
    # A font is a name or a file, so it is a string in either case.
    return files.get(value, value) if isinstance(value, Path | str) else value


def _shape(variable: Variable) -> dict[str, Any]:
    kind, carrier = HEYGEN_TYPES.get(variable.type, _TEXT)
    return {
        "name": variable.name,
        "type": kind,
        "properties": {carrier: variable.default},
        "value_type": variable.type,
        "required": variable.default is None,
        "description": variable.description,
        "choices": list(variable.choices),
    }


def _scene(scene_id: str, scene: Any, variables: Mapping[str, Variable], render: Render) -> dict[str, Any]:
    names = {name for _, text in texts(scene) for name in used(text, render)}
    return {
        "scene_id": scene_id,
        "script": scene.get("script") if isinstance(scene, Mapping) else None,
        "variables": [
            {"name": name, "variable_type": HEYGEN_TYPES.get(variable.type, _TEXT)[0]}
            for name, variable in variables.items()
            if name in names
        ],
    }


_VALUE_TYPES: Mapping[VariableType, dict[str, Any]] = {
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "color": {"type": "string", "pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"},
}


def _value_schema(variable: Variable) -> dict[str, Any]:
    schema = {**_VALUE_TYPES.get(variable.type, {"type": "string"})}
    if variable.choices:
        schema["enum"] = list(variable.choices)
    if variable.description:
        schema["description"] = variable.description
    if variable.default is not None:
        schema["default"] = variable.default
    return schema
