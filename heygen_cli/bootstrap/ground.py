"""What everything stands on: settings, the database, credentials, money, the queue."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Self

from heygen_cli.domain.user import LOCAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from heygen_cli.config import Settings
    from heygen_cli.domain.price import PriceTable
    from heygen_cli.infra.buckets import Buckets
    from heygen_cli.infra.cache import LayeredCache
    from heygen_cli.infra.crew import Processes
    from heygen_cli.infra.providers.heygen.client import HeygenClient
    from heygen_cli.infra.secrets import Secrets
    from heygen_cli.infra.shared import Shared
    from heygen_cli.infra.store.database import Database
    from heygen_cli.infra.store.job import SqliteQueue
    from heygen_cli.infra.store.replay import SqliteReplays
    from heygen_cli.infra.store.running import Presence
    from heygen_cli.infra.store.usage import SqliteUsageLog
    from heygen_cli.infra.web import Web
    from heygen_cli.services.account import AccountService
    from heygen_cli.services.endpoint import EndpointService, Postman
    from heygen_cli.services.spending import Spending


if TYPE_CHECKING:
    shared = cached_property
else:

    class shared(cached_property):  # noqa: N801 - used like `cached_property`
        """A property that is made once for all users."""

        def __get__(self, toolkit, kind=None):
            """The toolkit's; that of the one which it was made from, if it was."""
            return self if toolkit is None else super().__get__(toolkit.root, kind)


class Ground:
    """The lowest part of the toolkit.

    It sees the rows of ``owner`` alone, or everyone's where that is None.
    """

    def __init__(self, settings: Settings, owner: str | None = LOCAL) -> None:
        self.settings = settings
        self.owner = owner
        self.root = self
        if settings.ffmpeg:
            # Processes that this one starts must find the same FFmpeg.
            os.environ["HEYGEN_FFMPEG"] = settings.ffmpeg

    def of(self, owner: str | None) -> Self:
        """The same for another user, or for everyone."""
        other = type(self)(self.settings, owner)
        other.root = self.root
        return other

    def close(self) -> None:
        """Let go of connections to HeyGen."""
        if "_heygen" in vars(self.root):
            self._heygen.close()

    def secret(self, name: str) -> str | None:
        """A credential by the name of its variable."""
        from heygen_cli.infra.secrets import Secrets

        return Secrets().get(name)

    @shared
    def _secrets(self) -> Secrets:
        from heygen_cli.infra.secrets import Secrets

        return Secrets(file=self.settings.folders.config / "credentials")

    @shared
    def _database(self) -> Database:
        from heygen_cli.infra.store.database import Database

        return Database(self.settings.folders.data / "heygen.db")

    @shared
    def _presence(self) -> Presence:
        from heygen_cli.infra.store.running import Presence

        return Presence(self.settings.folders.data / "callers")

    @cached_property
    def usage(self) -> SqliteUsageLog:
        """What work was done, and what it adds up to."""
        from heygen_cli.infra.store.usage import SqliteUsageLog

        return SqliteUsageLog(self._database, self.owner)

    @shared
    def prices(self) -> PriceTable:
        """What providers charge."""
        from heygen_cli.infra import prices

        return prices.load(self.settings.folders.config / "prices.toml")

    @cached_property
    def spending(self) -> Spending:
        """The guard before everything that costs money."""
        from heygen_cli.domain.budget import Limits
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.store.ledger import SqliteLedger
        from heygen_cli.services.spending import Spending

        mine = self.settings
        limits = Limits(mine.budget_day, mine.budget_month, mine.max_cost, unknown=mine.unknown_cost == "allow")
        return Spending(
            ledger=SqliteLedger(self._database),
            prices=self.prices,
            usage=self.usage,
            clock=SystemClock(),
            limits=limits,
        )

    @cached_property
    def _queue(self) -> SqliteQueue:
        from heygen_cli.infra.store.job import SqliteQueue

        return SqliteQueue(self._database, user=self.owner)

    @property
    def queue(self) -> SqliteQueue:
        """The jobs themselves, for a server's writer."""
        return self._queue

    @shared
    def accounts(self) -> AccountService:
        """Users, their sessions and keys."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.passwords import Argon2
        from heygen_cli.infra.store.account import SqliteUserStore
        from heygen_cli.services.account import AccountService

        return AccountService(SqliteUserStore(self._database), Argon2(), SystemClock())

    # Whether webhooks may go to this machine and its network; the one who starts the server says so.
    local_webhooks = False

    @property
    def _web(self) -> Web:
        from heygen_cli.infra.web import Web, is_public

        return Web((lambda _: True) if self.root.local_webhooks else is_public)

    @cached_property
    def endpoints(self) -> EndpointService:
        """Who is told of events."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.store.endpoint import SqliteEndpointStore
        from heygen_cli.services.endpoint import EndpointService

        store = SqliteEndpointStore(self._database, self.owner)
        return EndpointService(store=store, post=self._web, clock=SystemClock(), owner=self.owner)

    def postman(self, link: Callable[[str, str], str]) -> Postman:
        """One who tells them."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.store.endpoint import SqliteEndpointStore
        from heygen_cli.services.endpoint import Postman

        return Postman(store=SqliteEndpointStore(self._database, None), post=self._web, clock=SystemClock(), link=link)

    @shared
    def replays(self) -> SqliteReplays:
        """Answers of the server that may be asked for again."""
        from heygen_cli.infra.store.replay import SqliteReplays

        return SqliteReplays(self._database, self._presence)

    @shared
    def _redis(self) -> Shared | None:
        from heygen_cli.infra.shared import Shared

        url = self.secret("HEYGEN_REDIS_URL")
        return Shared(url) if url else None

    @shared
    def answers(self) -> LayeredCache:
        """What was looked up before, and may be told again."""
        from heygen_cli.infra.cache import LayeredCache

        return LayeredCache(self._database, self._redis)

    @shared
    def buckets(self) -> Buckets | None:
        """How often a key may ask the server; None when as often as it likes."""
        from heygen_cli.infra.buckets import Buckets

        rate = self.settings.rate_limit
        # Somebody who comes back after a while may make up for two seconds of it.
        return Buckets(rate, 2 * rate, self._redis) if rate else None

    def crew(self, *, nice: int = 0) -> Processes:
        """Worker processes."""
        from heygen_cli.infra.crew import Processes

        return Processes(self.settings.folders.state / "workers.log", jobs=self.settings.jobs, nice=nice)

    @shared
    def _heygen(self) -> HeygenClient:
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.providers.heygen.client import HeygenClient, credential
        from heygen_cli.infra.store.cloud import SqliteRequestLog

        secrets = self._secrets
        return HeygenClient(
            lambda: credential(secrets.get("HEYGEN_API_KEY"), secrets.get("HEYGEN_ACCESS_TOKEN")),
            log=SqliteRequestLog(self._database, SystemClock(), self._presence),
        )
