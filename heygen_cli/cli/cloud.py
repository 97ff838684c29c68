"""The commands of HeyGen's cloud, made from the table of its operations when one of them is used."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import typer
from typer.main import get_command

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column, cell
from heygen_cli.cli.session import console, toolkit
from heygen_cli.domain.errors import HeygenError, InvalidInput
from heygen_cli.v3.operations import Flag, Operation, explanations, groups, schema

# Commands of ours that know themselves what the cloud does with them.
_OURS = frozenset({"video create", "video download"})
_TYPES: Mapping[str, Any] = {"text": str, "int": int, "float": float, "bool": bool, "list": list[str]}
_COMMON: Mapping[str, Any] = {
    "data": Annotated[str | None, typer.Option("--data", "-d", metavar="JSON|FILE|-", help="The body; flags win")],
    "headers": Annotated[list[str] | None, typer.Option("--headers", metavar="NAME: VALUE", help="Send a header too")],
    "request_schema": Annotated[bool, typer.Option("--request-schema", help="Print the JSON Schema of the body")],
    "response_schema": Annotated[bool, typer.Option("--response-schema", help="Print the JSON Schema of the answer")],
    "force": Annotated[bool, typer.Option("--force", "-f", "--yes", "-y", help="Do not ask")],
    "all_pages": Annotated[bool, typer.Option("--all", help="Go through all pages")],
    "wait": Annotated[bool, typer.Option("--wait", help="Wait until it is made")],
    "timeout": Annotated[str, typer.Option("--timeout", metavar="TIME", help="How long to wait: 90s, 20m, 1h30m")],
}


def group(name: str) -> Any:
    """The group of commands that operate on one kind of thing."""
    app = Commands()
    nested: dict[tuple[str, ...], Commands] = {(): app}
    for operation in groups()[name]:
        *path, verb = operation.command.split()[1:]
        for depth in range(1, len(path) + 1):
            inner = tuple(path[:depth])
            if inner not in nested:
                nested[inner] = Commands(help=f"HeyGen's cloud: {' '.join(inner)}.")
                nested[inner[:-1]].add_typer(nested[inner], name=inner[-1])
        nested[tuple(path)].command(verb)(_command(operation))
    return app


def merged(name: str, local: Any | None, *, cloud: bool) -> Any:
    """A group with the commands of both: those of the provider in use win, the other's stay where it has none.

    Under the local provider a command that only the cloud has says so, and is made only when it is asked for.
    """
    if local is not None and not cloud:
        local.further = lambda: merged(name, None, cloud=False)
        return local
    made = get_command(group(name))
    if not cloud:
        _refuse(made, name)
    return made if local is None else _laid(local, made, name)


def _laid(local: Any, made: Any, path: str) -> Any:
    for name, command in made.commands.items():
        there = local.commands.get(name)
        if hasattr(there, "commands") and hasattr(command, "commands"):
            _laid(there, command, f"{path} {name}")
        elif there is None or f"{path} {name}" not in _OURS:
            local.commands[name] = command
    return local


def _refuse(made: Any, path: str) -> None:
    for name, command in made.commands.items():
        if hasattr(command, "commands"):
            _refuse(command, f"{path} {name}")
        else:
            command.callback = _only_in_the_cloud(f"{path} {name}", command.callback)


def _only_in_the_cloud(command: str, callback: Any) -> Any:
    def refused(**given: Any) -> None:
        if given.get("request_schema") or given.get("response_schema"):
            callback(**given)
            return
        raise HeygenError(
            f"heygen {command} works in HeyGen's cloud only",
            code="cli_not_supported_locally",
            hint=f"heygen {command} … --provider heygen",
        )

    return refused


def go_flags(words: Sequence[str]) -> list[str]:
    """The words of a line with ``--caption=false`` as Go programs take it in our form, ``--no-caption``."""
    known = {flag.name for items in groups().values() for item in items for flag in item.flags if flag.type == "bool"}
    known |= {"wait", "force", "human"}
    made = []
    for word in words:
        name, mark, value = word.removeprefix("--").partition("=")
        if word.startswith("--") and mark and name in known and value.lower() in ("true", "false", "1", "0"):
            off = value.lower() in ("false", "0")
            made += [f"--no-{name}"] if off and name not in ("wait", "force", "human") else [] if off else [f"--{name}"]
        else:
            made.append(word)
    return made


def call(operation: Operation, given: Mapping[str, Any]) -> None:
    """Do what a line asks for."""
    for kind in ("request", "response"):
        if given.get(f"{kind}_schema"):
            console().text(json.dumps(schema(operation.command, kind), ensure_ascii=False))
            return
    path = operation.path.format(**{name: quote(str(given[name]), safe="") for name in operation.arguments})
    body = _body(operation, given)
    query = list(_query(operation, given))
    headers = read_headers(given.get("headers"))
    if operation.destructive and not given.get("force"):
        what = f"{operation.help} {' '.join(str(given[name]) for name in operation.arguments)}"
        if not console().confirm(f"{what}?"):
            console().note("Nothing was deleted.")
            return
    if given.get("all_pages"):
        _show_pages(operation, path, query, headers)
    elif operation.body == "file":
        upload(operation, given, headers)
    else:
        answer = toolkit().cloud.call(operation.method, path, query=query, body=body, headers=headers)
        _finish(operation, answer, given)


def create_video(line: Mapping[str, Any]) -> None:
    """Have a video made of a request in HeyGen's words; flags of ours that it has a field for win over it."""
    (operation,) = [item for item in groups()["video"] if item.command == "video create"]
    fields = {"title": "title", "avatar_id": "avatar", "resolution": "resolution", "aspect_ratio": "aspect_ratio"}
    given = {name: line[flag] for name, flag in fields.items() if line.get(flag) is not None}
    body = {**read_data(line["data"]), **given}
    answer = toolkit().cloud.call(
        operation.method, operation.path, body=body, headers=read_headers(line.get("headers"))
    )
    _finish(operation, answer, line)


def upload(operation: Operation, given: Mapping[str, Any], headers: Mapping[str, str]) -> None:
    """Send a file."""
    (flag,) = [flag for flag in operation.flags if flag.place == "file"]
    name = given.get(_python(flag.name))
    if name is None:
        raise _missing(flag)
    if not Path(name).is_file():
        raise InvalidInput(f"There is no file {name}", param=f"--{flag.name}")
    answer = toolkit().cloud.upload(Path(name), operation.path, headers=headers)
    show(answer.text, answer.data, operation.columns)


def show(text: str, data: Any, columns: Sequence[str]) -> None:
    """Print an answer: as it came for programs, as a table or lines for people."""
    if not console().human:
        console().text(text)
        return
    inner = data.get("data", data) if isinstance(data, Mapping) else data
    if isinstance(inner, list):
        token = data.get("next_token") if isinstance(data, Mapping) else None
        rows = [item if isinstance(item, Mapping) else {"value": item} for item in inner]
        console().show_list(rows, _columns(rows, columns), next_token=token)
    elif isinstance(inner, Mapping):
        console().show(inner, [Column(key, _label(key), _shown) for key in inner])
    else:
        console().text(str(inner))


def _finish(operation: Operation, answer: Any, given: Mapping[str, Any]) -> None:
    if not given.get("wait"):
        show(answer.text, answer.data, operation.columns)
        return
    from heygen_cli.services.cloud import seconds

    last, problem = toolkit().cloud.wait(operation.command, answer, seconds(given["timeout"]), _tell)
    show(last.text, last.data, operation.columns)
    if problem is not None:
        raise problem


def _tell(status: str) -> None:
    if console().human:
        console().note(status)


def _show_pages(operation: Operation, path: str, query: Sequence[tuple[str, str]], headers: Mapping[str, str]) -> None:
    """Every item of a list; for programs one per line, as soon as its page is there."""
    for answer in toolkit().cloud.pages(path, query, headers):
        items = answer.data.get("data", []) if isinstance(answer.data, Mapping) else []
        items = items.get("items", []) if isinstance(items, Mapping) else items  # a batch has its items inside
        if console().human:
            console().show_list(items, _columns(items, operation.columns), empty="Nothing found.")
        else:
            for item in items:
                console().text(json.dumps(item, ensure_ascii=False))
            sys.stdout.flush()  # whoever reads a pipe need not wait for the last page


def _command(operation: Operation) -> Any:
    parameters = list(_parameters(operation))

    def command(**given: Any) -> None:
        call(operation, given)

    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {item.name: item.annotation for item in parameters}
    command.__doc__ = f"{operation.help}.\n\nExamples:\n  {_example(operation)}\n"
    return command


def _parameters(operation: Operation) -> Iterator[inspect.Parameter]:
    for name in operation.arguments:
        yield _parameter(
            name,
            Annotated[str, typer.Argument(metavar=name.upper(), show_default=False, help=explanations()[name])],
            ...,
        )
    for flag in operation.flags:
        yield _parameter(_python(flag.name), _option(operation, flag), None)
    names = ["headers", "response_schema"]
    names += ["data", "request_schema"] if operation.body == "json" else []
    names += ["force"] if operation.destructive else []
    names += ["all_pages"] if operation.paginated else []
    for name in names:
        yield _parameter(name, _COMMON[name], None if name in ("headers", "data") else False)
    from heygen_cli.services.cloud import WAITABLE

    if operation.command in WAITABLE:
        yield _parameter("wait", _COMMON["wait"], False)
        yield _parameter("timeout", _COMMON["timeout"], "20m")


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    empty = inspect.Parameter.empty if default is ... else default
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=empty)


def _option(operation: Operation, flag: Flag) -> Any:
    about = explanations()[flag.name]
    about += ": " + ", ".join(flag.options) if 0 < len(flag.options) <= 8 else ""
    about += f"; by default {flag.default}" if flag.default else ""
    about += "; must be given" if flag.required else ""
    words = [f"--{flag.name}"]
    if flag.type == "bool":
        words = [f"--{flag.name}/--no-{flag.name}"]
    if operation.command.endswith("create") and flag.name == "data":
        words = ["--data-field"]
    return Annotated[_TYPES[flag.type] | None, typer.Option(*words, help=about, show_default=False)]


def _query(operation: Operation, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for flag in operation.flags:
        if flag.place != "query":
            continue
        value = _value(flag, given)
        if value is None and flag.required:
            raise _missing(flag)
        for item in value if isinstance(value, list) else [] if value is None else [value]:
            yield flag.field, str(item).lower() if isinstance(item, bool) else str(item)


def _body(operation: Operation, given: Mapping[str, Any]) -> Any:
    if operation.body != "json":
        return None
    body = read_data(given.get("data"))
    for flag in operation.flags:
        value = _value(flag, given)
        if value is not None and flag.place == "body":
            body[flag.field] = value
        if flag.place == "body" and flag.required and body.get(flag.field) is None:
            raise _missing(flag)
    return body


def read_data(argument: str | None) -> dict[str, Any]:
    """The body that --data gives: inline, in a file, or on standard input."""
    if argument is None:
        return {}
    from heygen_cli.cli.words import read_text

    text = argument if argument.lstrip()[:1] in ("{", "[") else read_text(argument, "--data")
    try:
        data = json.loads(text)
    except json.JSONDecodeError as problem:
        raise InvalidInput(f"--data is no JSON: {problem}", param="--data") from problem
    if not isinstance(data, dict):
        raise InvalidInput("--data must hold fields", param="--data", hint='-d \'{"title": "Hello"}\'')
    return data


def _value(flag: Flag, given: Mapping[str, Any]) -> Any:
    value = given.get(_python(flag.name))
    if value is None or value == []:
        return None
    if flag.type == "list":
        value = [part.strip() for item in value for part in str(item).split(",") if part.strip()]
    allowed = value if isinstance(value, list) else [value]
    for item in allowed if flag.options else []:
        if flag.place == "query" and "," in str(item):
            continue
        if item not in flag.options:
            from heygen_cli.domain.fields import suggestion

            raise InvalidInput(
                f'--{flag.name} cannot be "{item}"', param=f"--{flag.name}", hint=suggestion(str(item), flag.options)
            )
    return value


def read_headers(words: Sequence[str] | None) -> dict[str, str]:
    """The headers that the line gives."""
    found = {}
    for word in words or ():
        name, mark, value = word.partition(":")
        if not mark or not name.strip():
            raise InvalidInput(f'"{word}" is no header', param="--headers", hint='--headers "Name: value"')
        found[name.strip()] = value.strip()
    return found


def _missing(flag: Flag) -> HeygenError:
    return InvalidInput(f"--{flag.name} is missing", param=f"--{flag.name}", hint="give it, or its field in --data")


def _columns(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[Column]:
    there = [name for name in names if any(name in row for row in rows)]
    chosen = there or list(rows[0])[:6] if rows else list(names)
    return [Column(name, _label(name), _shown) for name in chosen]


def _label(key: str) -> str:
    return key.replace("_", " ").capitalize()


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else cell(value)


def _python(name: str) -> str:
    return name.replace("-", "_")


def _example(operation: Operation) -> str:
    words = [name.upper() for name in operation.arguments]
    words += [f"--{flag.name} …" for flag in operation.flags if flag.required]
    return " ".join(["heygen", operation.command, *words])
