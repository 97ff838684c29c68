"""What writes words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

# For the types alone: a command that needs one of these does not pay for the others.
if TYPE_CHECKING:
    from heygen_cli.domain.prompt import Form, Message, Reply


class LanguageModel(Protocol):
    """A language model, somewhere."""

    @property
    def provider(self) -> str:
        """Who is paid for what it writes."""
        ...

    def ask(self, messages: Sequence[Message], form: Form, heard: Callable[[int], None]) -> Reply:
        """Have a conversation continued with JSON of a form; raises a ``HeygenError`` that says what went wrong.

        ``heard`` is told how many pieces of the answer have come so far.
        """
        ...
