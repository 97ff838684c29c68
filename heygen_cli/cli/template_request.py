"""From a command line to an order for a film of a template: a request lies lowest, values above it, flags on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heygen_cli.cli.video_request import assigned
from heygen_cli.cli.words import read_text
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.fields import Marks, Where

if TYPE_CHECKING:
    from heygen_cli.v3.template import Request


@dataclass(frozen=True)
class Values:
    """Where the values of variables come from: a request or a file of them, and the line itself."""

    data: str | None = None
    file: str | None = None
    words: Sequence[str] = ()


def read_order(values: Values, flags: Mapping[str, Any], quality: str | None) -> Request:
    """The order that a line makes; ``flags`` have the names of the request's fields.

    Raises InvalidInput, or ManyInvalid with every fault found.
    """
    from heygen_cli.v3.template import from_body

    body, marks, base = _body(values)
    words = assigned(values.words)
    given = {name: value for name, value in flags.items() if value is not None}
    named: dict[Where, str] = {(name,): _flag(name) for name in given}
    named |= {("variables", name): "--var" for name in words}
    if isinstance(body, dict):
        below = body.get("variables")
        body = {"variables": {}, **body, **given}
        if words and isinstance(below, dict | None):
            body["variables"] = {**(below or {}), **words}
    request = from_body(body, marks.with_flags(named), base)
    if quality is None:
        return request
    order = request.order
    changed = replace(
        order,
        changes={**order.changes, "quality": quality},
        marks=order.marks.with_flags({("quality",): "--quality"}),
    )
    return replace(request, order=changed)


def _body(values: Values) -> tuple[Any, Marks, Path]:
    """The request as it was written, and the folder its files lie in."""
    if values.data is not None and values.file is not None:
        raise InvalidInput("--data and --vars do not go together", param="--vars", hint="choose one of them")
    if values.data is not None:
        return _read(values.data, "--data")
    if values.file is None:
        return {}, Marks(), Path.cwd()
    data, marks, base = _read(values.file, "--vars")
    places = {("variables", *where): place for where, place in marks.places.items()}
    return {"variables": data}, replace(marks, places=places), base


def _read(argument: str, param: str) -> tuple[Any, Marks, Path]:
    """JSON on the line, or YAML or JSON in a file or on standard input."""
    from heygen_cli.infra.documents import read_document

    inline = argument.lstrip()[:1] in ("{", "[")
    text = argument if inline else read_text(argument, param)
    place = param if inline else ("standard input" if argument == "-" else argument)
    document = read_document(text, place)
    base = Path.cwd() if inline or argument == "-" else Path(argument).absolute().parent
    return document.data, document.marks, base


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")
