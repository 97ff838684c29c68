"""Slots that several processes share."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from heygen_cli.domain.errors import Canceled
from heygen_cli.infra.providers.heygen.slots import Slots

HOLD = """
import sys, time
from pathlib import Path
from heygen_cli.infra.providers.heygen.slots import Slots
with Slots(Path(sys.argv[1]), 1).taken():
    print("held", flush=True)
    time.sleep(600)
"""


def test_no_more_run_than_there_are_slots(tmp_path: Path) -> None:
    waits: list[float] = []
    with Slots(tmp_path, 2).taken(), Slots(tmp_path, 2).taken():
        third = threading.Event()

        def give_up(seconds: float) -> None:
            waits.append(seconds)
            third.set()

        with pytest.raises(Canceled), Slots(tmp_path, 2, sleep=give_up).taken(third):
            pass
    assert waits
    with Slots(tmp_path, 2).taken():
        pass


@pytest.mark.slow
def test_the_slot_of_a_killed_process_is_free_again(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stdout.readline().strip() == "held"
        stopped = threading.Event()
        with pytest.raises(Canceled), Slots(tmp_path, 1, sleep=lambda _: stopped.set()).taken(stopped):
            pass
        child.kill()
    with Slots(tmp_path, 1).taken():
        pass
