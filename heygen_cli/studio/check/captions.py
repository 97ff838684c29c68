"""The words beside or inside a film: in order, in time, short enough, slow enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from heygen_cli.domain.check import Expectation, Finding, Profile
from heygen_cli.domain.errors import HeygenError
from heygen_cli.domain.moment import bare
from heygen_cli.studio.captions import Cue
from heygen_cli.studio.check.facts import Facts
from heygen_cli.studio.check.picture import one
from heygen_cli.studio.footage.reading import read

_SUFFIXES = (".srt", ".vtt")
# The share of a script's words that must be found in its captions: numbers and tags are written differently.
_FOUND = 0.85


def check(facts: Facts, profile: Profile, plan: Expectation | None) -> Iterator[Finding]:
    """Findings about the subtitle files that lie beside the film."""
    for suffix in _SUFFIXES:
        path = facts.path.with_suffix(suffix)
        if path.is_file():
            yield from _file(path, facts, profile, plan)


def _file(path: Path, facts: Facts, profile: Profile, plan: Expectation | None) -> Iterator[Finding]:
    name = f"captions {path.suffix}"
    try:
        cues = read(path)
    except HeygenError as problem:
        yield Finding(name, "fail", problem.message)
        return
    yield from _timing(name, cues, facts)
    yield from _reading(name, cues, profile)
    if plan and plan.words:
        heard = {bare(word) for cue in cues for word in cue.text.split()}
        missing = [word for word in plan.words if word not in heard]
        share = 1 - len(missing) / len(plan.words)
        told = f"{share:.0%} of the script's words are there" + (f"; not {', '.join(missing[:3])}" if missing else "")
        yield one(f"{name} words", share >= _FOUND, told, f"at least {_FOUND:.0%}")


def _timing(name: str, cues: Sequence[Cue], facts: Facts) -> Iterator[Finding]:
    if not cues:
        yield Finding(name, "fail", "There are no captions in the file")
        return
    overlaps = [after.start for before, after in pairwise(cues) if after.start < before.end - 0.01]
    told = f"{len(overlaps)} overlap the one before" if overlaps else "none overlaps another"
    yield one(f"{name} order", not overlaps, told, "one after the other", round(overlaps[0], 2) if overlaps else None)
    empty = [cue.start for cue in cues if cue.end <= cue.start]
    end = max(facts.picture.end if facts.picture else 0.0, facts.sound.seconds if facts.sound else 0.0)
    late = [cue.start for cue in cues if cue.end > end + 0.1]
    good = not late and not empty
    told = f"the last ends at {cues[-1].end:.1f} s of {end:.1f} s" if not empty else "one ends before it begins"
    yield one(f"{name} time", good, told, "within the film", round((late or empty)[0], 2) if not good else None)


def _reading(name: str, cues: Sequence[Cue], profile: Profile) -> Iterator[Finding]:
    speeds = [(len(cue.text.replace("\n", " ")) / max(cue.end - cue.start, 0.05), cue.start) for cue in cues]
    fastest, at = max(speeds, default=(0.0, 0.0))
    good = fastest <= profile.reading_speed
    told = f"{fastest:.0f} characters a second at most"
    yield one(f"{name} reading speed", good, told, f"at most {profile.reading_speed:g}", None if good else round(at, 2))
    lines = [(len(line), cue.start) for cue in cues for line in cue.text.split("\n")]
    longest, at = max(lines, default=(0, 0.0))
    most = max((cue.text.count("\n") + 1 for cue in cues), default=0)
    good = longest <= profile.line and most <= profile.lines
    told = f"{most} lines of at most {longest} characters"
    yield one(f"{name} lines", good, told, f"{profile.lines} of {profile.line}", None if good else round(at, 2))
