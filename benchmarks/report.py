"""How long a report over 100,000 usage entries takes, and how long a reservation of money.

Run ``python benchmarks/report.py``. Each report is a run of the whole program, as a person would wait for it; the time
of a command that reads one row is shown beside it.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import astuple, fields
from pathlib import Path

from heygen_cli.domain.budget import Hold
from heygen_cli.domain.usage import UsageEntry
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.ledger import SqliteLedger

ENTRIES, DAYS, ROUNDS = 100_000, 30, 5
LINES = (
    "job list",
    "report usage",
    "report usage --by batch --format html",
    "report costs --by avatar",
    "report performance --by batch --format html",
    "report failures",
)


def fill(database: Database) -> None:
    """Put entries of a busy month into a database."""
    chance, now = random.Random(4), time.time()
    rows = [
        astuple(an_entry(chance, number, now - DAYS * 86_400 * (1 - number / ENTRIES))) for number in range(ENTRIES)
    ]
    names = [field.name for field in fields(UsageEntry)]
    with database.transaction() as connection:
        marks = ", ".join("?" * len(names))
        connection.executemany(f"INSERT INTO usage ({', '.join(names)}) VALUES ({marks})", rows)


def an_entry(chance: random.Random, number: int, at: float) -> UsageEntry:
    """A render, or a sentence that was paid for."""
    if chance.random() < 0.2:
        letters = chance.randint(40, 900)
        return UsageEntry(
            *(f"u_{number}", at, "speech", f"v_{number}", "polly"), characters=letters, cost=letters * 3.2e-5
        )
    failed, seconds = chance.random() < 0.04, chance.uniform(8, 120)
    return UsageEntry(
        *(f"u_{number}", at, "render", f"v_{number}", "local", "failed" if failed else "ok"),
        batch=f"b_{chance.randint(1, 40)}",
        avatar=chance.choice(["mira", "leo", "ada"]),
        seconds=0.0 if failed else seconds,
        wall=seconds * chance.lognormvariate(-0.5, 0.5),
        rendered=chance.randint(1, 9),
        reused=chance.randint(0, 9),
        failure_code="disk_full" if failed else None,
    )


def run(line: str, home: Path) -> float:
    """Seconds of the best of some runs: others disturb, none helps."""
    command = [sys.executable, "-m", "heygen_cli", *line.split()]
    environ = {**os.environ, "HEYGEN_HOME": str(home)}
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    return min(times)


def reservations(database: Database) -> float:
    """Reservations and settlements a second, each on the disk before it counts."""
    ledger, began, count = SqliteLedger(database), time.perf_counter(), 200
    for number in range(count):
        hold = Hold(f"h_{number}", time.time(), "polly", "neural", 0.001)
        ledger.reserve(hold, day=0.0, month=0.0, admit=lambda _: None)
        ledger.settle(hold.id, 0.0009)
    return count / (time.perf_counter() - began)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        database = Database(Path(name) / "data" / "heygen.db")
        fill(database)
        print(f"reserve and settle: {reservations(database):.0f} a second")
        database.close()
        print(f"{ENTRIES:,} entries, best of {ROUNDS}")
        for line in LINES:
            print(f"{run(line, Path(name)):6.2f} s  heygen {line}")


if __name__ == "__main__":
    main()
