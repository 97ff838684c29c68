"""How long `heygen` takes to answer, against Python doing nothing.

Each line is run in turn with ``python -c pass``, several times over, and the least CPU time of each counts: other work
on the machine can only add to it. The targets are ratios, so they hold on any machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).parents[1]
VIDEOS = 200_000
SLACK = 1.5  # a ratio this much above its target fails


@dataclass(frozen=True)
class Line:
    """A command line and the ratio it should stay under."""

    name: str
    args: tuple[str, ...]
    target: float
    completing: bool = False


LINES = (
    Line("--version", ("--version",), 1.3),
    Line("--help, piped", ("--help",), 1.3),
    Line("TAB, word", ("vid",), 1.5, completing=True),
    Line("TAB, option", ("video", "create", "--c"), 1.5, completing=True),
    Line(f"TAB, id of {VIDEOS:,}", ("video", "get", "v_0"), 2.0, completing=True),
    Line("video --help", ("video", "--help"), 6.5),
    Line("video create --help", ("video", "create", "--help"), 6.5),
    Line("config list, JSON", ("config", "list"), 6.5),
    Line("video list, JSON", ("video", "list", "--json"), 7.0),
    Line("video list, table", ("video", "list", "--human"), 9.0),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as home:
        environ = {name: value for name, value in os.environ.items() if not name.startswith("HEYGEN_")}
        environ |= {"HEYGEN_HOME": home, "PYTHONPATH": str(TOP), "NO_COLOR": "1"}
        # Containers often set it, and then every run compiles everything anew: 240 ms become 750.
        environ.pop("PYTHONDONTWRITEBYTECODE", None)
        fill(Path(home))
        nothing, least = measure(environ, rounds)
    print(f"python -c pass: {nothing * 1000:.1f} ms of CPU, the least of {rounds} runs\n")
    print(f"{'':<22}{'ms':>8}{'ratio':>8}{'target':>8}")
    for line in LINES:
        ratio = least[line.name] / nothing
        verdict = "" if ratio <= line.target else "  above" if ratio <= line.target * SLACK else "  FAILED"
        print(f"{line.name:<22}{least[line.name] * 1000:>8.1f}{ratio:>8.2f}{line.target:>8.1f}{verdict}")
    return int(any(least[line.name] / nothing > line.target * SLACK for line in LINES))


def fill(home: Path) -> None:
    """Make a store with many videos."""
    sys.path.insert(0, str(TOP))
    from heygen_cli.infra.store.database import Database

    database = Database(home / "data" / "heygen.db")
    with database.transaction() as connection:
        connection.executemany(
            "INSERT INTO videos (id, title, search, status, provider, path, created_at, storyboard, events) "
            "VALUES (?, 'A title', 'a title', 'completed', 'local', '/tmp/a.mp4', ?, '{}', '[]')",
            ((f"v_{number:010d}", number) for number in range(VIDEOS)),
        )
    database.close()


def measure(environ: dict[str, str], rounds: int) -> tuple[float, dict[str, float]]:
    """The least CPU seconds of doing nothing and of each line, the runs interleaved."""
    nothing: list[float] = []
    found: dict[str, list[float]] = {line.name: [] for line in LINES}
    entry = "import sys; from heygen_cli._entry import main; sys.exit(main())"
    for turn in range(rounds + 1):
        once = cpu([sys.executable, "-c", "pass"], environ)
        each = {
            line.name: cpu(
                [sys.executable, "-c", entry, *line.args],
                {**environ, "_HEYGEN_COMPLETE": "bash"} if line.completing else environ,
            )
            for line in LINES
        }
        if turn:  # the first turn writes byte code and warms the file cache
            nothing.append(once)
            for name, seconds in each.items():
                found[name].append(seconds)
    return min(nothing), {name: min(seconds) for name, seconds in found.items()}


def cpu(command: Sequence[str], environ: dict[str, str]) -> float:
    """CPU seconds that a command and its children used."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
