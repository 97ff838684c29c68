"""Storyboards and scripts in other words: translated, or rewritten as somebody wishes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from heygen_cli.domain import instruction
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.event import Event
from heygen_cli.domain.fields import Where, dotted
from heygen_cli.domain.prompt import Bill
from heygen_cli.domain.wish import Wish
from heygen_cli.domain.wording import TEXTS, passages, read_texts, shares
from heygen_cli.ports import Progress
from heygen_cli.services.delivery import check_target, writing
from heygen_cli.services.script import Begin


class Original(Protocol):
    """A file whose words are to change."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def data(self) -> Mapping[str, Any]:
        """What it says."""
        ...

    @property
    def suffix(self) -> str:
        """What the name of a changed file must end in."""
        ...

    @property
    def reworded(self) -> Callable[[Mapping[Where, str], str], str]:
        """Gives the text of a file with these values, and a remark on top where that is possible."""
        ...


@dataclass(frozen=True)
class Rewording:
    """A file with other words: where it is, how many texts have changed, and what that took."""

    path: Path
    texts: int
    bill: Bill
    language: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The file as plain JSON data."""
        return {"path": str(self.path), "language": self.language, "texts": self.texts, **self.bill.to_json()}


class WordingService:
    """Changes the words of files and nothing else; ``language_of`` knows what a voice speaks."""

    def __init__(self, *, begin: Begin, language_of: Callable[[str], str | None]) -> None:
        self._begin = begin
        self._language_of = language_of

    def reword(self, original: Original, wishes: Mapping[Path, Wish], *, progress: Progress) -> list[Rewording]:
        """Put a storyboard or script with other words at each place.

        Nothing is asked for before it is known that all can be written. Voices that cannot speak a new language are
        replaced by ``auto``, which is told.

        Raises:
            AuthRequired: Without a key.
            RenderFailed: When the model refuses, breaks off, or does not come to a usable answer.
        """
        if not passages(original.data):
            raise InvalidInput(f"There are no words in {original.name}", param="FILE")
        for target, wish in wishes.items():
            check_target(target, overwrite=wish.overwrite, suffixes=(original.suffix,))
        made = []
        for target, wish in wishes.items():
            made.append(self._reword(original, wish, target.absolute(), progress))
            if len(wishes) > 1:  # what is there stays, though the next one may fail
                progress.event(Event("info", "script_written", f"Written: {made[-1].path}"))
        return made

    def _reword(self, original: Original, wish: Wish, target: Path, progress: Progress) -> Rewording:
        found = passages(original.data)
        conversation = self._begin(wish.model, progress)
        values = self._other_voices(original.data, wish.language, progress) if wish.language else {}
        for part in shares(found):
            messages = instruction.to_reword(part, wish)
            values |= conversation.hold(wish.stage, messages, TEXTS, partial(read_texts, part=part))
        remark = f"{wish.done} by {conversation.bill.model}, from {original.name}. Read it before you render it."
        with writing(target, overwrite=wish.overwrite) as file:
            file.write_text(original.reworded(values, remark), "utf-8")
        return Rewording(target, len(found), conversation.bill, wish.language)

    def _other_voices(self, data: Mapping[str, Any], language: str, progress: Progress) -> dict[Where, str]:
        """``auto`` for every voice that speaks another language only."""
        scenes = data.get("scenes")
        named: dict[Where, Any] = {("voice",): data.get("voice")}
        for number, scene in enumerate(scenes if isinstance(scenes, list) else ()):
            named["scenes", number, "voice"] = scene.get("voice") if isinstance(scene, Mapping) else None
        changed = {where: voice for where, voice in named.items() if self._speaks_another(voice, language)}
        for where, voice in changed.items():
            message = f"{dotted(where)}: {voice} does not speak {language}; auto chooses a voice that does"
            progress.event(Event("warning", "voice_changed", message, hint="heygen voice list"))
        return dict.fromkeys(changed, "auto")

    def _speaks_another(self, voice: Any, language: str) -> bool:
        spoken = self._language_of(voice) if isinstance(voice, str) else None
        return spoken not in (None, "mul") and str(spoken).partition("-")[0] != language.partition("-")[0]
