"""Whether a finished film is right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from heygen_cli.domain.check import Expectation, Finding, Profile
from heygen_cli.ports import Progress
from heygen_cli.studio.check import captions, golden, picture, sound
from heygen_cli.studio.check.facts import Facts, gather
from heygen_cli.studio.check.picture import one
from heygen_cli.studio.check.profiles import profile


class Inspector:
    """Looks at films as a player would, from the first byte to the last."""

    def profile(self, name: str) -> Profile:
        """What a place that shows films asks for; raises InvalidInput."""
        return profile(name)

    def check(
        self, path: Path, wanted: Profile, plan: Expectation | None, goldens: Path | None, progress: Progress
    ) -> list[Finding]:
        """Everything that was looked at; raises InvalidInput when the file is no film."""
        progress.stage("look")
        facts = gather(path)
        if facts.unreadable:
            return [Finding("readable", "fail", f"The film cannot be opened: {facts.unreadable}")]
        found = [*_file(facts, wanted, plan), *picture.check(facts, wanted, plan), *sound.check(facts, wanted, plan)]
        found += captions.check(facts, wanted, plan)
        if goldens:
            found += golden.check(path, goldens)
        return found


def _file(facts: Facts, wanted: Profile, plan: Expectation | None) -> Iterator[Finding]:
    seconds = facts.picture.end if facts.picture else facts.sound.seconds if facts.sound else 0.0
    told = f"{seconds:.2f} s"
    if plan:
        # Before its words were spoken, a film's length is only guessed.
        spread = 0.1 if plan.exact else 0.25 * plan.duration + 1
        wanted_length = f"{plan.duration:.2f} s, give or take {spread:.1f}"
        yield one("duration", abs(seconds - plan.duration) <= spread, told, wanted_length)
        if plan.chapters or facts.chapters:
            same = facts.chapters == plan.chapters
            yield one("chapters", same, ", ".join(facts.chapters) or "none", ", ".join(plan.chapters) or "none")
    longest = wanted.longest if wanted.longest is not None else float("inf")
    yield one("length", wanted.shortest <= seconds <= longest, told, f"{wanted.shortest:g} to {longest:g} s")
    if wanted.largest:
        yield one(
            "file_size",
            facts.size <= wanted.largest,
            f"{facts.size / 1e6:.1f} MB",
            f"at most {wanted.largest / 1e6:.0f} MB",
        )
    if wanted.faststart and facts.container == "mov":
        told = "index first" if facts.faststart else "index last"
        yield one("faststart", facts.faststart, told, "index first, so that it plays while it loads")
