"""Money: reserved before anything is asked for, settled after, within the budgets, and told to the usage log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from heygen_cli.domain.budget import Hold, Limits, Spent, admit, dollars
from heygen_cli.domain.errors import AuthRequired, Busy, Canceled, Forbidden, HeygenError, InvalidInput, StorageFailed
from heygen_cli.domain.price import PriceTable, Quantity
from heygen_cli.domain.report import Figure
from heygen_cli.domain.usage import Kind, Status, UsageEntry
from heygen_cli.domain.video import Video, new_id
from heygen_cli.ports import Clock, Ledger, UsageLog

# What a service refuses it does not charge for; after any other failure it may have done the work.
_REFUSED = (AuthRequired, Forbidden, InvalidInput)
_REFUSALS = frozenset(
    {
        *("insufficient_credit", "invalid_parameter", "validation_error", "payload_too_large", "not_found"),
        *("rate_limit_exceeded", "unclassified_client_error", "video_failed"),
    }
)
# A service that was not there or could not. With a key the same request is sent again later, and may have been heard.
_NOT_DONE = _REFUSALS | {"network_error", "unclassified_server_error"}


@dataclass(frozen=True)
class Purpose:
    """What is paid for: a video or whatever else an id names, and the batch, user and presenter it belongs to."""

    subject: str = ""
    batch: str | None = None
    user: str | None = None
    avatar: str | None = None

    @classmethod
    def of(cls, video: Video) -> Purpose:
        """The making of a video."""
        return cls(video.id, video.batch, video.owner, video.storyboard.get("avatar"))

    @property
    def scope(self) -> str:
        """What ``--max-cost`` is for: the batch, else the subject."""
        return self.batch or self.subject


@dataclass
class Bill:
    """What came of a purpose: what each piece of paid work cost, None where nobody knows."""

    purpose: Purpose
    costs: list[float | None] = field(default_factory=list)

    @property
    def total(self) -> float | None:
        """The sum, None when a part of it is not known."""
        known = [cost for cost in self.costs if cost is not None]
        return sum(known) if len(known) == len(self.costs) else None


_BILL: ContextVar[Bill | None] = ContextVar("bill", default=None)


@contextmanager
def spent_on(purpose: Purpose) -> Iterator[Bill]:
    """Whatever is paid for in this block, and in threads that run in a copy of its context, is for this."""
    bill = Bill(purpose)
    token = _BILL.set(bill)
    try:
        yield bill
    finally:
        _BILL.reset(token)


def _purpose() -> Purpose:
    bill = _BILL.get()
    return bill.purpose if bill else Purpose()


@dataclass
class Charge:
    """A piece of paid work in progress. Whoever does it says what it came to; until then that is what was reserved."""

    hold: Hold
    cost: float | None
    used: Quantity


class Spending:
    """The guard before every call that costs money."""

    def __init__(self, *, ledger: Ledger, prices: PriceTable, usage: UsageLog, clock: Clock, limits: Limits) -> None:
        self._ledger = ledger
        self._usage = usage
        self._clock = clock
        self.prices = prices
        self.limits = limits

    def spent(self, scope: str = "") -> Spent:
        """What was spent or is reserved today, this month, and for a video or batch."""
        day, month = self._beginnings()
        return self._ledger.spent(day=day, month=month, scope=scope)

    def standing(self) -> list[Figure]:
        """What is left of the budgets that there are."""
        spent, limits = self.spent(), self.limits
        budgets = (("day", "today", spent.day, limits.day), ("month", "this month", spent.month, limits.month))
        return [
            Figure(f"left_{name}", f"Left of {dollars(limit)} {title}", "usd", max(0.0, limit - used))
            for name, title, used, limit in budgets
            if limit is not None
        ]

    def check(self, provider: str, engine: str, amount: float | None) -> None:
        """Refuse work that would not fit, without reserving anything; raises Forbidden."""
        admit(provider, engine, amount, self.spent(_purpose().scope), self.limits)

    def reserve(self, amount: float | None, *, provider: str, engine: str = "", key: str | None = None) -> Hold:
        """Set money aside, None when nobody knows how much; raises Forbidden when it does not fit.

        The same ``key`` after a crash finds the same reservation, held or settled, and sets nothing more aside.
        """
        now = self._clock.now()
        hold = Hold(new_id("h", now), now, provider, engine, amount, scope=_purpose().scope, key=key)
        day, month = self._beginnings()
        return self._ledger.reserve(
            hold, day=day, month=month, admit=lambda spent: admit(provider, engine, amount, spent, self.limits)
        )

    def settle(self, hold: Hold, amount: float | None) -> Hold:
        """Note what it came to."""
        return self._ledger.settle(hold.id, amount)

    def release(self, hold: Hold) -> None:
        """Give the money back: nothing was asked for."""
        self._ledger.release(hold.id)

    @contextmanager
    def charge(
        self,
        kind: Kind,
        provider: str,
        engine: str,
        quantity: Quantity,
        *,
        voice: str | None = None,
        key: str | None = None,
        begun: Callable[[], bool] = lambda: False,
    ) -> Iterator[Charge]:
        """Reserve, let the block do the work, settle, and leave a usage entry.

        When the block fails because the service refused or was not there, the money is given back, unless ``begun``
        says that the work was accepted before; after any other failure it stays reserved, since the work may have been
        done. Work with a ``key`` that was settled before costs nothing more.
        """
        cost = self.prices.cost(provider, engine, quantity)
        began = self._clock.now()
        hold = self.reserve(cost, provider=provider, engine=engine, key=key)
        charge = Charge(hold, cost, quantity)
        failure: BaseException | None = None
        try:
            yield charge
        except BaseException as error:
            failure = error
            self._failed(charge, error, begun)
            raise
        else:
            # What was paid for is there: that the books are not must not spoil it, and the reservation counts on.
            with suppress(StorageFailed, Busy):
                self.settle(hold, charge.cost)
        finally:
            self._account(kind, charge, failure, began, voice)

    def _failed(self, charge: Charge, error: BaseException, begun: Callable[[], bool]) -> None:
        """Give the money back for work that was surely not done."""
        refusals = _NOT_DONE if charge.hold.key is None else _REFUSALS
        refused = isinstance(error, _REFUSED) or (isinstance(error, HeygenError) and error.error_code in refusals)
        if charge.hold.key is not None:
            charge.cost = 0.0  # told when it is taken up again
        if refused and not begun():
            charge.cost = 0.0
            with suppress(StorageFailed, Busy):
                self.release(charge.hold)

    def _account(
        self, kind: Kind, charge: Charge, failure: BaseException | None, began: float, voice: str | None
    ) -> None:
        if charge.hold.state == "settled":
            charge.cost = 0.0
        status, code, message = _ending(failure)
        now, purpose, bill = self._clock.now(), _purpose(), _BILL.get()
        if bill:
            bill.costs.append(charge.cost)
        entry = UsageEntry(
            id=new_id("u", now),
            at=now,
            kind=kind,
            subject=purpose.subject,
            provider=charge.hold.provider,
            status=status,
            batch=purpose.batch,
            user=purpose.user,
            avatar=purpose.avatar,
            voice=voice,
            seconds=charge.used.seconds,
            wall=max(0.0, now - began),
            characters=charge.used.characters,
            cost=charge.cost,
            failure_code=code,
            failure_message=message,
        )
        # The ledger knows what was spent; an entry that cannot be written must not spoil what was paid for.
        with suppress(StorageFailed, Busy):
            self._usage.record(entry)

    def _beginnings(self) -> tuple[float, float]:
        """When today and this month began, here."""
        now = datetime.fromtimestamp(self._clock.now())
        day = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return day.timestamp(), day.replace(day=1).timestamp()


def _ending(failure: BaseException | None) -> tuple[Status, str | None, str | None]:
    """How work ended, with the code and the message of its failure."""
    match failure:
        case None:
            return "ok", None, None
        case KeyboardInterrupt() | Canceled():
            return "canceled", "canceled", "Stopped by the user"
        case HeygenError():
            return "failed", failure.error_code, failure.message
        case _:
            return "failed", "internal_error", f"{type(failure).__name__}: {failure}"
