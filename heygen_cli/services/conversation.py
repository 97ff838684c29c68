"""Asking a language model until its answer is usable, within the budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from heygen_cli.domain import instruction
from heygen_cli.domain.errors import InvalidInput, ManyInvalid, RenderFailed
from heygen_cli.domain.price import Quantity
from heygen_cli.domain.prompt import Bill, Form, Message, Reply
from heygen_cli.domain.script import parse_json
from heygen_cli.ports import LanguageModel, Progress
from heygen_cli.services.spending import Purpose, Spending, spent_on

Read = TypeVar("Read")
ENGINE = "chat"  # under which prices are listed


class Conversation:
    """Everything that is asked for one script; ``bill`` is what it took so far."""

    def __init__(self, script_id: str, model: LanguageModel, spending: Spending, progress: Progress) -> None:
        self._purpose = Purpose(script_id)
        self._model = model
        self._spending = spending
        self._progress = progress
        self.bill = Bill()

    def hold(self, stage: str, messages: Sequence[Message], form: Form, read: Callable[[Any], Read]) -> Read:
        """What ``read`` makes of an answer; what it complains about the model may correct once.

        Raises RenderFailed when the model refuses, breaks off, or does not come to a usable answer.
        """
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
        with spent_on(self._purpose), self._spending.charge("llm", self._model.provider, ENGINE, Quantity()) as charge:
            reply = self._model.ask(messages, form, self._progress.advance)
            if reply.cost is not None:
                charge.cost = reply.cost
            elif charge.cost == 0:
                reply = replace(reply, cost=0.0)
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
