"""What every ledger does, held by the fake and by the real one alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from heygen_cli.domain.budget import Hold, Spent
from heygen_cli.domain.errors import Forbidden, NotFound
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.ledger import SqliteLedger
from heygen_cli.ports import Ledger
from tests.fakes import FakeLedger

NOW = 1_800_000_000.0


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[SqliteLedger]:
    database = Database(tmp_path / "data" / "heygen.db")
    yield SqliteLedger(database)
    database.close()


@pytest.fixture(params=["fake", "sqlite"])
def ledger(request: pytest.FixtureRequest, sqlite: SqliteLedger) -> Ledger:
    return FakeLedger() if request.param == "fake" else sqlite


def a_hold(
    number: int, amount: float | None = 1.0, *, at: float = NOW, scope: str = "", key: str | None = None
) -> Hold:
    return Hold(f"h_{number}", at, "acme", "talk", amount, scope=scope, key=key)


def reserve(ledger: Ledger, hold: Hold) -> Hold:
    return ledger.reserve(hold, day=0.0, month=0.0, admit=lambda _: None)


def test_sums_are_since_two_times_and_for_a_scope(ledger: Ledger) -> None:
    reserve(ledger, a_hold(1, 1.0, at=NOW - 100, scope="v_1"))
    reserve(ledger, a_hold(2, 2.0, at=NOW - 10))
    reserve(ledger, a_hold(3, 4.0, scope="v_1"))
    assert ledger.spent(day=NOW, month=NOW - 10, scope="v_1") == Spent(4.0, 6.0, 5.0)
    assert ledger.spent(day=NOW - 10, month=NOW - 100) == Spent(6.0, 7.0, 0.0)


def test_what_was_settled_counts_in_place_of_what_was_reserved(ledger: Ledger) -> None:
    reserve(ledger, a_hold(1, 1.0))
    reserve(ledger, a_hold(2, None))
    assert ledger.spent(day=0, month=0).day == 1.0
    assert ledger.settle("h_1", 0.25).state == "settled"
    assert ledger.settle("h_2", 0.5).settled == 0.5
    assert ledger.spent(day=0, month=0).day == 0.75


def test_a_settled_hold_stays_as_it_is(ledger: Ledger) -> None:
    reserve(ledger, a_hold(1))
    ledger.settle("h_1", 0.25)
    assert ledger.settle("h_1", 9.0).settled == 0.25
    ledger.release("h_1")
    assert ledger.spent(day=0, month=0).day == 0.25


def test_a_released_hold_counts_no_more_and_frees_its_key(ledger: Ledger) -> None:
    first = reserve(ledger, a_hold(1, key="job"))
    assert reserve(ledger, a_hold(2, key="job")) == first
    ledger.release("h_1")
    assert ledger.spent(day=0, month=0).day == 0.0
    assert reserve(ledger, a_hold(3, key="job")).id == "h_3"


def test_admission_sees_what_was_spent_and_refuses_without_a_trace(ledger: Ledger) -> None:
    seen: list[Spent] = []

    def refuse(spent: Spent) -> None:
        seen.append(spent)
        raise Forbidden("no")

    reserve(ledger, a_hold(1, 1.5, scope="v_1"))
    with pytest.raises(Forbidden):
        ledger.reserve(a_hold(2, scope="v_1"), day=0.0, month=0.0, admit=refuse)
    assert seen == [Spent(1.5, 1.5, 1.5)]
    assert ledger.spent(day=0, month=0).day == 1.5


def test_a_hold_that_never_was_is_not_found(ledger: Ledger) -> None:
    with pytest.raises(NotFound):
        ledger.settle("h_none", 1.0)
    with pytest.raises(NotFound):
        ledger.release("h_none")
