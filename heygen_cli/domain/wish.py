"""What somebody wants done with the words of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from heygen_cli.domain.errors import InvalidInput

_TAG = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")


@dataclass(frozen=True)
class Wish:
    """What is to become of the words: into which language, or how else; ``model`` is who does it."""

    language: str | None = None
    instruction: str = ""
    model: str | None = None
    overwrite: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        if not self.language and not self.instruction.strip():
            raise InvalidInput(
                "It is not said how to rewrite it", param="--instruction", hint='--instruction "shorter, and warmer"'
            )

    @property
    def stage(self) -> str:
        """What the work is called."""
        return f"Translating into {self.language}" if self.language else "Rewriting"

    @property
    def done(self) -> str:
        """The same when it is over."""
        return f"Translated into {self.language}" if self.language else "Rewritten"


def read_languages(texts: Iterable[str]) -> list[str]:
    """The language tags of texts such as ``es,de``; raises InvalidInput."""
    found = [tag.strip() for text in texts for tag in text.split(",") if tag.strip()]
    wrong = [tag for tag in found if not _TAG.fullmatch(tag)]
    if wrong or not found:
        raise InvalidInput(
            f'"{wrong[0]}" is no language' if wrong else "No language is named",
            param="--to",
            hint="name languages by their codes: --to es,de,pt-BR",
        )
    return list(dict.fromkeys(found))
