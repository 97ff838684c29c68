"""Having scripts written by a language model, and looking its answers over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from heygen_cli.domain import instruction
from heygen_cli.domain.errors import InvalidInput, ManyInvalid, RenderFailed
from heygen_cli.domain.event import Event
from heygen_cli.domain.naming import slug
from heygen_cli.domain.price import Quantity
from heygen_cli.domain.prompt import Bill, Form, Message, Reply
from heygen_cli.domain.script import DRAFT, Brief, parse_json, read_draft, spoken_seconds
from heygen_cli.domain.script_file import storyboard_file
from heygen_cli.domain.video import new_id
from heygen_cli.ports import Clock, LanguageModel, Progress
from heygen_cli.services.delivery import check_target, writing
from heygen_cli.services.spending import Purpose, Spending, spent_on

Read = TypeVar("Read")
SUFFIXES = (".yaml", ".yml")
ENGINE = "chat"  # under which prices are listed


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

    def __init__(
        self, *, model: Callable[[str | None], LanguageModel], spending: Callable[[], Spending], clock: Clock
    ) -> None:
        self._model = model
        self._spending = spending
        self._clock = clock

    def write(
        self,
        brief: Brief,
        *,
        output: Path | None,
        overwrite: bool,
        progress: Progress,
        model: str | None = None,
        keep: bool = True,
    ) -> Script:
        """Have a script written and, to ``keep`` it, put its storyboard at ``output``, or beside us under its title.

        Nothing is asked for before it is known that it can be written there.

        Raises:
            AuthRequired: Without a key.
            RenderFailed: When the model refuses, breaks off, or does not come to a usable answer.
        """
        if output and keep:
            check_target(output, overwrite=overwrite, suffixes=SUFFIXES)
        conversation = self._conversation(model, progress)
        data = conversation.hold("Writing", instruction.to_write(brief), DRAFT, read_draft)
        target = output or Path(f"{slug(data['title'])}.yaml")
        text = storyboard_file(data, about=_about(brief, conversation.bill.model), file=target.name)
        if keep:
            target = check_target(target, overwrite=overwrite, suffixes=SUFFIXES)
            with writing(target, overwrite=overwrite) as part:
                part.write_text(text, "utf-8")
        if brief.scenes not in (None, len(data["scenes"])):
            message = f"{brief.scenes} scenes were asked for, and {len(data['scenes'])} were written"
            progress.event(Event("warning", "scenes_differ", message))
        return Script(data, text, conversation.bill, target if keep else None)

    def _conversation(self, model: str | None, progress: Progress) -> _Conversation:
        return _Conversation(new_id("s", self._clock.now()), self._model(model), self._spending(), progress)


class _Conversation:
    """Asks until an answer is usable, which may take one correction."""

    def __init__(self, script_id: str, model: LanguageModel, spending: Spending, progress: Progress) -> None:
        self._purpose = Purpose(script_id)
        self._model = model
        self._spending = spending
        self._progress = progress
        self.bill = Bill()

    def hold(self, stage: str, messages: Sequence[Message], form: Form, read: Callable[[Any], Read]) -> Read:
        answer = self._ask(stage, messages, form)
        try:
            return read(parse_json(answer.text))
        except InvalidInput as faults:
            correction = instruction.to_correct(answer, _told(faults))
        again = self._ask("Correcting", [*messages, *correction], form)
        try:
            return read(parse_json(again.text))
        except InvalidInput as faults:
            raise RenderFailed(
                f"{again.model} did not come to a usable answer: {_told(faults)[0]}",
                hint="run the same command again, or choose another --model",
                code="answer_unusable",
            ) from faults

    def _ask(self, stage: str, messages: Sequence[Message], form: Form) -> Reply:
        self._progress.stage(stage, None, "tokens")
        asked = Quantity(characters=sum(len(message.text) for message in messages))
        with spent_on(self._purpose), self._spending.charge("llm", self._model.provider, ENGINE, asked) as charge:
            reply = self._model.ask(messages, form, self._progress.advance)
            charge.cost = charge.cost if reply.cost is None else reply.cost
            reply = replace(reply, cost=charge.cost)
        self.bill += reply
        return _finished(reply)


def _finished(reply: Reply) -> Reply:
    """An answer that was given, and to its end; raises RenderFailed."""
    if reply.stated == "refusal":
        raise RenderFailed(
            f"{reply.model} refuses: {reply.text.strip() or 'it does not say why'}",
            hint="say it in other words, or choose another --model",
            code="model_refused",
        )
    if reply.stated == "length":
        raise RenderFailed(
            f"The answer of {reply.model} was cut off after {reply.tokens_out or 'too many'} tokens",
            hint="ask for less: --scenes 4 or --length 60s, or choose a --model with longer answers",
            code="answer_cut",
        )
    return reply


def _told(faults: InvalidInput) -> list[str]:
    """What is wrong with an answer, in words that help to correct it."""
    several = faults.faults if isinstance(faults, ManyInvalid) else (faults,)
    return [": ".join(filter(None, (fault.param, fault.message))) for fault in several]


def _about(brief: Brief, model: str) -> str:
    source = f"from {brief.source}" if brief.source else f'about "{" ".join(brief.topic.split())[:200]}"'
    return f"Written by {model}, {source}."
