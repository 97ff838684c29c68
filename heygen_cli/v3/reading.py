"""Reading HeyGen's shapes: what does not fit is told by its place in the request, with what may have been meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.fields import Marks, Where, raise_faults, suggestion

Shape = TypeVar("Shape", bound=BaseModel)
_KINDS = {"missing": "{name} is missing", "extra_forbidden": 'There is no field "{name}" here'}


def validated(model: type[Shape], data: dict[str, Any], marks: Marks) -> Shape:
    """The request as its model; raises InvalidInput or ManyInvalid with the place of every fault."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise_faults([_fault(item, data, model, marks) for item in error.errors()])
        raise


def _fault(item: Any, data: dict[str, Any], model: type[BaseModel], marks: Marks) -> InvalidInput:
    where = _where(item["loc"], data)
    name = str(where[-1]) if where else "request"
    message = _KINDS.get(item["type"], "{name}: " + item["msg"].replace("{", "{{").replace("}", "}}")).format(name=name)
    hint = None
    if item["type"] == "extra_forbidden":
        hint = suggestion(name, _names_at(item["loc"], model))
    elif item["type"] == "string_too_long" and name == "script":
        hint = "split it into scenes: type studio, or heygen video create --storyboard FILE"
    return marks.fault(where, message, hint)


def _where(loc: tuple[str | int, ...], data: Any) -> Where:
    """Pydantic's path without the names of union members, which are not part of the document."""
    where: list[str | int] = []
    for index, part in enumerate(loc):
        inside = (isinstance(data, dict) and part in data) or (isinstance(data, list) and isinstance(part, int))
        if inside:
            data = data[part]
        if inside or index == len(loc) - 1:
            where.append(part)
    return tuple(where)


def _names_at(loc: tuple[str | int, ...], model: type[BaseModel]) -> tuple[str, ...]:
    """The field names that are possible beside the last part of a path."""
    schema = model.model_json_schema()
    here: Any = schema
    for part in loc[:-1]:
        here = _step(schema, here, part)
    found = [option.get("properties", {}) for option in _options(schema, here)]
    return tuple(name for properties in found for name in properties)


def _step(schema: Any, here: Any, part: str | int) -> Any:
    for option in _options(schema, here):
        if isinstance(part, int) and "items" in option:
            return option["items"]
        if part in option.get("properties", {}):
            return option["properties"][part]
        if option.get("properties", {}).get("type", {}).get("const") == part:
            return option  # the name of a union member
    return here


def _options(schema: Any, here: Any) -> Iterator[Any]:
    """A schema with its references and alternatives opened."""
    if "$ref" in here:
        yield from _options(schema, schema["$defs"][here["$ref"].rsplit("/", 1)[-1]])
    for option in (*here.get("anyOf", ()), *here.get("oneOf", ())):
        yield from _options(schema, option)
    yield here
