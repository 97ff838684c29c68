"""Money is reserved before, settled after, never beyond a budget, and never lost sight of."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from pathlib import Path

import pytest

from heygen_cli.domain.budget import Hold, Limits
from heygen_cli.domain.errors import (
    AuthRequired,
    Forbidden,
    HeygenError,
    InvalidInput,
    NotFound,
    RenderFailed,
    ServiceFailed,
    StorageFailed,
    TimedOut,
)
from heygen_cli.domain.price import PriceTable, Quantity, read_prices
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.ledger import SqliteLedger
from heygen_cli.services.spending import Purpose, Spending, spent_on
from tests.fakes import FakeClock, FakeUsageLog

PRICES = read_prices({"acme": {"talk": {"per": "character", "usd": 0.1}}}, "test")
NOON = time.mktime((2026, 11, 20, 12, 0, 0, 0, 0, -1))
TEN = Quantity(characters=10)


class Till:
    """Spending over a real ledger."""

    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        self.usage = FakeUsageLog()
        self.clock = FakeClock(NOON)

    def spending(self, limits: Limits | None = None, prices: PriceTable = PRICES) -> Spending:
        ledger = SqliteLedger(self.database)
        return Spending(ledger=ledger, prices=prices, usage=self.usage, clock=self.clock, limits=limits or Limits())


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = Till(tmp_path / "data" / "heygen.db")
    yield made
    made.database.close()


def test_work_is_reserved_settled_and_told(till: Till) -> None:
    spending = till.spending()
    purpose = Purpose("v_1", "b_1", "u_1", "mira")
    with spent_on(purpose) as bill, spending.charge("speech", "acme", "talk", TEN, voice="acme/ann") as charge:
        assert spending.spent().day == pytest.approx(1.0)
        charge.cost = 0.75
        till.clock.time += 2
    assert spending.spent("b_1") == pytest.approx((0.75, 0.75, 0.75))
    assert bill.total == 0.75
    (entry,) = till.usage.entries
    assert (entry.kind, entry.subject, entry.batch, entry.user, entry.avatar) == ("speech", "v_1", "b_1", "u_1", "mira")
    assert (entry.provider, entry.voice, entry.characters) == ("acme", "acme/ann", 10)
    assert (entry.cost, entry.wall, entry.status) == (0.75, 2.0, "ok")


@pytest.mark.parametrize(
    ("limits", "hint"),
    [
        (Limits(day=0.99, month=9.0), "heygen config set budget_day 1.00"),
        (Limits(month=0.99, day=9.0), "heygen config set budget_month 1.00"),
        (Limits(each=0.99), "--max-cost 1.00"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_asked(till: Till, limits: Limits, hint: str) -> None:
    with (
        spent_on(Purpose("v_1")),
        pytest.raises(Forbidden) as caught,
        till.spending(limits).charge("speech", "acme", "talk", TEN),
    ):
        pytest.fail("asked all the same")
    assert caught.value.error_code == "over_budget"
    assert caught.value.hint == f"raise it: {hint}"
    assert till.spending().spent().day == 0.0


def test_what_just_fits_is_done(till: Till) -> None:
    limits = Limits(day=1.0, month=1.0, each=1.0)
    with spent_on(Purpose("v_1")), till.spending(limits).charge("speech", "acme", "talk", TEN):
        pass
    assert till.spending().spent().day == 1.0


def test_budgets_fill_up_and_begin_anew_with_the_day_and_the_month(till: Till) -> None:
    spending = till.spending(Limits(day=1.5, month=2.5))
    for _ in range(2):
        with spending.charge("speech", "acme", "talk", TEN):
            pass
        with pytest.raises(Forbidden, match="of today"):
            spending.reserve(1.0, provider="acme")
        till.clock.time += 86_400
    with pytest.raises(Forbidden, match="of this month"):
        spending.reserve(1.0, provider="acme")
    till.clock.time += 10 * 86_400
    spending.reserve(1.0, provider="acme")


def test_three_tenths_fit_into_a_budget_of_three_tenths(till: Till) -> None:
    spending = till.spending(Limits(day=0.3))
    for _ in range(3):
        spending.reserve(0.1, provider="acme")
    with pytest.raises(Forbidden):
        spending.reserve(0.001, provider="acme")


def test_a_limit_is_for_its_own_video_or_batch(till: Till) -> None:
    spending = till.spending(Limits(each=1.0))
    for purpose in (Purpose("v_1"), Purpose("v_2"), Purpose("v_3", "b_1")):
        with spent_on(purpose):
            spending.reserve(1.0, provider="acme")
    with spent_on(Purpose("v_4", "b_1")), pytest.raises(Forbidden, match="max-cost"):
        spending.reserve(0.5, provider="acme")


def test_an_unknown_price_is_refused_unless_agreed_to(till: Till) -> None:
    with pytest.raises(Forbidden) as caught, till.spending().charge("llm", "acme", "think", TEN):
        pytest.fail("asked all the same")
    assert caught.value.error_code == "unknown_cost"
    with till.spending(Limits(unknown=True)).charge("llm", "acme", "think", TEN):
        pass
    assert [entry.cost for entry in till.usage.entries] == [None]


def test_what_an_unknown_price_came_to_is_noted_once_it_is_known(till: Till) -> None:
    spending = till.spending(Limits(unknown=True))
    with spending.charge("llm", "acme", "think", TEN) as charge:
        charge.cost = 0.02
    assert spending.spent().month == 0.02


@pytest.mark.parametrize(
    ("error", "kept", "cost"),
    [
        (InvalidInput("bad voice"), 0.0, 0.0),
        (RenderFailed("cannot be reached", code="network_error"), 0.0, 0.0),
        (TimedOut("no answer"), 1.0, 1.0),
        (RenderFailed("broke off", code="provider_failed"), 1.0, 1.0),
    ],
)
def test_a_refusal_costs_nothing_and_a_lost_answer_may(
    till: Till, error: HeygenError, kept: float, cost: float
) -> None:
    spending = till.spending()
    with pytest.raises(HeygenError), spending.charge("speech", "acme", "talk", TEN):
        raise error
    assert spending.spent().day == kept
    (entry,) = till.usage.entries
    assert (entry.status, entry.failure_code, entry.cost) == ("failed", error.error_code, cost)


@pytest.mark.parametrize(
    ("error", "begun", "kept"),
    [
        (ServiceFailed("no money", code="insufficient_credit"), False, 0.0),
        (AuthRequired("no key"), False, 0.0),
        (AuthRequired("the key was withdrawn while we waited"), True, 1.0),
        (ServiceFailed("was it heard?", code="network_error"), False, 1.0),
    ],
)
def test_work_that_is_taken_up_again_keeps_its_money_unless_it_was_refused(
    till: Till, error: HeygenError, begun: bool, kept: float
) -> None:
    spending = till.spending()
    with (
        pytest.raises(HeygenError),
        spending.charge("cloud", "acme", "talk", TEN, key="clip", begun=lambda: begun),
    ):
        raise error
    assert spending.spent().day == kept
    with spending.charge("cloud", "acme", "talk", TEN, key="clip"):
        pass
    assert spending.spent().day == 1.0
    assert [entry.cost for entry in till.usage.entries] == [0.0, 1.0]


def test_books_that_cannot_be_written_do_not_spoil_what_was_paid_for(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    spending = till.spending()

    def full(*_: object) -> None:
        raise StorageFailed("The disk is full")

    monkeypatch.setattr(SqliteLedger, "settle", full)
    monkeypatch.setattr(till.usage, "record", full)
    with spending.charge("speech", "acme", "talk", TEN) as charge:
        charge.cost = 0.5
    assert spending.spent().day == 1.0


def test_work_that_was_settled_before_is_told_once(till: Till) -> None:
    spending = till.spending()
    for _ in range(2):
        with spent_on(Purpose("v_1")) as bill, spending.charge("cloud", "acme", "talk", TEN, key="clip") as charge:
            charge.cost = 0.5
    assert bill.total == 0.0
    assert [entry.cost for entry in till.usage.entries] == [0.5, 0.0]
    assert spending.spent("v_1").each == 0.5


def test_work_that_is_stopped_stays_reserved(till: Till) -> None:
    spending = till.spending()
    with pytest.raises(KeyboardInterrupt), spending.charge("speech", "acme", "talk", TEN):
        raise KeyboardInterrupt
    assert spending.spent().day == 1.0
    assert till.usage.entries[0].status == "canceled"


def test_the_same_key_reserves_once_and_settles_once(till: Till) -> None:
    spending = till.spending(Limits(day=1.0))
    first = spending.reserve(1.0, provider="heygen", key="job:1")
    assert spending.reserve(1.0, provider="heygen", key="job:1") == first
    assert spending.settle(first, 0.8).settled == 0.8
    assert spending.settle(first, 99.0).settled == 0.8
    again = spending.reserve(1.0, provider="heygen", key="job:1")
    assert (again.id, again.state, again.settled) == (first.id, "settled", 0.8)
    spending.release(again)
    assert spending.spent().day == 0.8


def test_a_released_key_can_be_reserved_again(till: Till) -> None:
    spending = till.spending()
    first = spending.reserve(1.0, provider="heygen", key="job:1")
    spending.release(first)
    assert spending.spent().day == 0.0
    second = spending.reserve(1.0, provider="heygen", key="job:1")
    assert second.id != first.id
    assert spending.spent().day == 1.0


def test_a_reservation_that_never_was_cannot_be_settled(till: Till) -> None:
    unknown = Hold("h_none", NOON, "acme", "", 1.0)
    with pytest.raises(NotFound):
        till.spending().settle(unknown, 1.0)
    with pytest.raises(NotFound):
        till.spending().release(replace(unknown, id="h_neither"))


def test_many_at_once_never_pass_a_budget(till: Till) -> None:
    spending = till.spending(Limits(day=1.0))
    start = threading.Barrier(8)

    def attempt(_: int) -> bool:
        start.wait()
        try:
            spending.reserve(0.15, provider="acme")
        except Forbidden:
            return False
        finally:
            till.database.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 6
    assert spending.spent().day == pytest.approx(0.9)


def test_threads_that_copy_the_context_pay_for_the_same(till: Till) -> None:
    spending = till.spending()

    def work() -> None:
        with spending.charge("speech", "acme", "talk", TEN):
            pass
        till.database.close()

    with spent_on(Purpose("v_1")) as bill, ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(copy_context().run, work) for _ in range(3)]:
            future.result()
    assert bill.total == pytest.approx(3.0)
    assert {entry.subject for entry in till.usage.entries} == {"v_1"}


KILLED = """
import sys, time
from pathlib import Path
from tests.services.test_spending import TEN, Till
with Till(Path(sys.argv[1])).spending().charge("speech", "acme", "talk", TEN):
    print("asked", flush=True)
    time.sleep(60)
"""


def test_what_a_killed_process_may_have_asked_for_counts(till: Till) -> None:
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(till.database.path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"asked\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert till.spending().spent().day == 1.0
    with pytest.raises(Forbidden):
        till.spending(Limits(day=1.5)).reserve(1.0, provider="acme")


def test_what_is_left_of_the_budgets_is_told(till: Till) -> None:
    till.spending().reserve(0.75, provider="acme")
    told = {figure.key: figure.value for figure in till.spending(Limits(day=1.0)).standing()}
    assert told == {"left_day": 0.25}
    told = {figure.key: figure.value for figure in till.spending(Limits(month=0.5)).standing()}
    assert told == {"left_month": 0.0}
    assert till.spending().standing() == []


def test_checking_reserves_nothing(till: Till) -> None:
    spending = till.spending(Limits(day=1.0))
    check: Callable[[float | None], None] = lambda amount: spending.check("acme", "talk", amount)  # noqa: E731
    check(1.0)
    check(1.0)
    with pytest.raises(Forbidden):
        check(1.1)
    with pytest.raises(Forbidden):
        check(None)
