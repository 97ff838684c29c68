"""How often a key may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from heygen_cli.domain.errors import TooMany

if TYPE_CHECKING:
    from heygen_cli.infra.buckets import Buckets


async def limited(connection: HTTPConnection) -> None:
    """Refuse a key that asks too often; raises TooMany with the time to wait."""
    buckets: Buckets | None = connection.app.state.site.kit.buckets
    if buckets is None:
        return
    key = connection.state.caller.key
    wait = await run_in_threadpool(buckets.take, key) if buckets.remote else buckets.take(key)
    if wait:
        raise TooMany("This key asks too often", after=wait)
