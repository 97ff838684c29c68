"""``heygen cache``: the parts of films that lie ready to be used again."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.session import console, toolkit
from heygen_cli.domain.errors import HeygenError, InvalidInput

app = Commands(help="See and tidy what was rendered before.")

Days = Annotated[float | None, typer.Option("--days", min=0, help="Delete what was not used for so many days")]
Size = Annotated[str | None, typer.Option("--max-size", metavar="SIZE", help="Delete the least used beyond it: 5GB")]
Keep = Annotated[bool, typer.Option("--keep", help="Only tell; delete nothing")]

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


def _size(count: Any) -> str:
    return f"{count / 1e9:.2f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"


KINDS = (Column("kind", "Kind"), Column("parts", "Parts"), Column("size", "Size", _size))
HARMED = (Column("name", "Part"), Column("kind", "Kind"), Column("harm", "What is wrong"))


@app.command()
def info() -> None:
    """Show how much was kept of what was rendered, and where.

    Examples:
      heygen cache info
      heygen cache info --json
    """
    data = toolkit().cache.info()
    folder = str(toolkit().settings.folders.cache)
    if not console().human:
        console().show({**data, "folder": folder})
        return
    console().show_list(data["kinds"], KINDS, empty="Nothing was rendered yet.")
    console().note(f"{data['parts']} parts, {_size(data['size'])} in {folder}")


@app.command()
def prune(days: Days = None, max_size: Size = None) -> None:
    """Delete parts that were not used for long; without options, for 30 days. Films are not touched.

    Examples:
      heygen cache prune
      heygen cache prune --days 7 --max-size 5GB
    """
    limit = _bytes(max_size)
    gone = toolkit().cache.prune(days=30.0 if days is None and limit is None else days, size=limit)
    data = {"deleted": len(gone), "size": sum(part.size for part in gone)}
    console().show(data, (Column("deleted", "Deleted parts"), Column("size", "Freed", _size)))


@app.command()
def verify(keep: Keep = False) -> None:
    """Read every part, and delete those that were damaged: they are rendered again when needed.

    Examples:
      heygen cache verify
    """
    found = toolkit().cache.verify(repair=not keep)
    console().show_list(found, HARMED, empty="Every part is as it was made.")
    if found and keep:
        raise HeygenError(f"{len(found)} parts are damaged", code="cache_damaged", hint="heygen cache verify")


def _bytes(text: str | None) -> int | None:
    if text is None:
        return None
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?", text.strip().lower())
    if not found:
        raise InvalidInput(f'"{text}" is no size', param="--max-size", hint="--max-size 5GB")
    return int(float(found[1]) * _UNITS[found[2]])
