"""Writes what is made from the code: help, the command tree, completion scripts, the references in ``docs/``.

Run ``python -m heygen_cli.cli.generate`` after changing a command or a field; a test says when that was forgotten.
"""

from __future__ import annotations

import json
import pprint
from pathlib import Path
from typing import Any

from heygen_cli.cli import reference
from heygen_cli.cli.app import root
from heygen_cli.cli.flags import FLAGS
from heygen_cli.cli.shells import SHELLS
from heygen_cli.domain.schema import manifest_schema, storyboard_schema

PACKAGE = Path(__file__).parents[1]
# The name of an option or argument says which ids complete there; whatever else it takes is left to the shell.
IDS = {
    **{"avatar_id": "avatar", "group_id": "avatar", "look_id": "look", "avatar": "look"},
    **{
        "voice": "speaker",
        "voice_id": "voice",
        "video_id": "video",
        "film": "video",
        "films": "video",
        "resume": "video",
        "template_id": "template",
        "key": "setting",
    },
}


def files() -> dict[Path, str]:
    """Every generated file with its text, by its path from the top of the checkout."""
    package = Path(PACKAGE.name)
    scripts = {Path("completions") / shell.file: shell.script for shell in SHELLS.values()}
    pages = [page for page in _pages(root(), None, "heygen")]
    return {
        package / "_help.txt": pages[0][1],
        **{package / "_tree" / f"{name}.py": text for name, text in _tree_modules().items()},
        Path("docs") / "cli.md": _reference(pages),
        Path("docs") / "storyboards.md": reference.page(),
        Path("docs") / "manifest.schema.json": json.dumps(manifest_schema(), indent=1, ensure_ascii=False) + "\n",
        Path("docs") / "storyboard.schema.json": json.dumps(storyboard_schema(), indent=1, ensure_ascii=False) + "\n",
        **scripts,
    }


def main() -> None:
    """Write all of them."""
    for old in (PACKAGE / "_tree").glob("*.py"):
        old.unlink()  # of a group that is no more
    for path, text in files().items():
        target = PACKAGE.parent / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _pages(command: Any, parent: Any, name: str) -> list[tuple[str, str]]:
    """The help page of a command and of all below it, at a fixed width and without colour."""
    context = command.context_class(command, info_name=name, parent=parent, terminal_width=80, **_help_names(parent))
    path = context.command_path
    found = [(path, command.get_help(context).rstrip() + "\n")]
    if hasattr(command, "list_commands"):
        for child in command.list_commands(context):
            inner = command.get_command(context, child)
            found += [] if inner.hidden else _pages(inner, context, child)
    return found


def _help_names(parent: Any) -> dict[str, Any]:
    return {} if parent else {"help_option_names": ["-h", "--help"]}


def _reference(pages: list[tuple[str, str]]) -> str:
    parts = ["# Commands\n\nMade from the program's own help by `just generate`.\n"]
    parts += [f"\n## {path}\n\n```\n{page}```\n" for path, page in pages]
    return "".join(parts)


def _tree_modules() -> dict[str, str]:
    """The commands for completion, a module for each that stands right below ``heygen``."""
    command = root()
    tree = _node(command, command.context_class(command, info_name="heygen"))
    index, modules = {}, {}
    for name, node in tree["commands"].items():
        module = name.replace("-", "_")
        index[name] = {"help": node["help"], "module": module}
        modules[module] = _module(f"``heygen {name}``", NODE=node)
    shared = {
        name: (flag.help or "The same as -v -v", list(flag.choices) or None) for flag in FLAGS for name in flag.names
    }
    shared.update({"-h": ("Show this message and exit.", None), "--help": ("Show this message and exit.", None)})
    modules["__init__"] = _module("The commands", FLAGS=shared, TREE={**tree, "commands": index})
    modules["looks"] = _module("The presenters and their looks", LOOKS=_looks())
    return modules


def _module(about: str, **values: Any) -> str:
    lines = [f'"""{about}, for completion. Made by `just generate`; do not edit."""\n', "# fmt: off"]
    lines += [f"{name} = {pprint.pformat(value, width=118, sort_dicts=False)}" for name, value in values.items()]
    return "\n".join(lines) + "\n"


def _looks() -> dict[str, str]:
    """The ids of the built-in presenters and their looks: both name a look."""
    from heygen_cli.bootstrap import Toolkit
    from heygen_cli.config import Settings, folders

    everything_at_its_default = Settings(folders({"HEYGEN_HOME": "unused"}))
    avatars = Toolkit(everything_at_its_default).avatars.list(limit=100).items
    return {
        key: name
        for avatar in avatars
        for key, name in ((avatar.id, avatar.name), *((look.id, look.name) for look in avatar.looks))
    }


def _node(command: Any, context: Any) -> dict[str, Any]:
    """A command as plain data: commands below it, or its options and arguments."""
    node: dict[str, Any] = {"help": command.get_short_help_str(70)}
    if hasattr(command, "list_commands"):
        node["commands"] = {
            name: _node(child, child.context_class(child, info_name=name, parent=context))
            for name in command.list_commands(context)
            if (child := command.get_command(context, name)) and not child.hidden
        }
        return node
    options = [param for param in command.params if param.param_type_name == "option" and not param.hidden]
    node["options"] = {
        name: ((param.help or "").rstrip("."), None if param.is_flag else _kind(param))
        for param in options
        for name in (*param.opts, *param.secondary_opts)
    }
    node["args"] = [_kind(param) for param in command.params if param.param_type_name == "argument"]
    return node


def _kind(param: Any) -> Any:
    """What a value is: a list of choices, the kind of an id, or text (files complete as the shell's default)."""
    choices = getattr(param.type, "choices", None) or (param.help or "").split(" | ")
    if len(choices) > 1:
        return [str(getattr(choice, "value", choice)) for choice in choices]
    return IDS.get(param.name, "text")


if __name__ == "__main__":
    main()
