"""Having scripts written by a language model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any

from heygen_cli.domain import instruction
from heygen_cli.domain.event import Event
from heygen_cli.domain.naming import slug
from heygen_cli.domain.prompt import Bill
from heygen_cli.domain.script import DRAFT, Brief, read_draft, spoken_seconds
from heygen_cli.domain.script_file import storyboard_file
from heygen_cli.ports import Progress
from heygen_cli.services.conversation import Conversation
from heygen_cli.services.delivery import check_target, writing

SUFFIXES = (".yaml", ".yml")
# A conversation with the model of a name, or with the usual one; how far it is goes to the progress.
Begin = Callable[[str | None, Progress], Conversation]


@dataclass(frozen=True)
class Script:
    """A script that was written: its storyboard as data and as a file's text, and what that took."""

    data: dict[str, Any]
    text: str
    bill: Bill
    path: Path | None = None

    def to_json(self) -> dict[str, Any]:
        """The script as plain JSON data."""
        scenes = self.data["scenes"]
        return {
            "path": str(self.path) if self.path else None,
            "title": self.data["title"],
            "scenes": len(scenes),
            "seconds": round(sum(spoken_seconds(scene["script"]) for scene in scenes)),
            **self.bill.to_json(),
        }


class ScriptService:
    """Scripts that a model writes."""

    def __init__(self, *, begin: Begin) -> None:
        self._begin = begin

    def write(
        self,
        brief: Brief,
        *,
        output: Path | None,
        overwrite: bool,
        progress: Progress,
        model: str | None = None,
        keep: bool = True,
        chosen: Mapping[str, str | None] | None = None,
    ) -> Script:
        """Have a script written and, to ``keep`` it, put its storyboard at ``output``, or beside us under its title.

        Nothing is asked for before it is known that it can be written there. ``chosen`` may hold an avatar, a voice and
        an aspect ratio.

        Raises:
            AuthRequired: Without a key.
            RenderFailed: When the model refuses, breaks off, or does not come to a usable answer.
        """
        if output and keep:
            check_target(output, overwrite=overwrite, suffixes=SUFFIXES)
        conversation = self._begin(model, progress)
        data = conversation.hold("Writing", instruction.to_write(brief), DRAFT, read_draft)
        target = output or _free(slug(data["title"]))
        text = storyboard_file(data, about=_about(brief, conversation.bill.model), file=target.name, chosen=chosen)
        if keep:
            target = check_target(target, overwrite=overwrite, suffixes=SUFFIXES)
            with writing(target, overwrite=overwrite) as part:
                part.write_text(text, "utf-8")
        if brief.scenes not in (None, len(data["scenes"])):
            message = f"{brief.scenes} scenes were asked for, and {len(data['scenes'])} were written"
            progress.event(Event("warning", "scenes_differ", message))
        return Script(data, text, conversation.bill, target if keep else None)


def _free(name: str) -> Path:
    """A name that nothing has yet: what was paid for must not be lost because a file is in the way."""
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(path for path in (Path(f"{each}.yaml") for each in names) if not path.exists())


def _about(brief: Brief, model: str) -> str:
    source = f"from {brief.source}" if brief.source else f'about "{" ".join(brief.topic.split())[:200]}"'
    return f"Written by {model}, {source}."
