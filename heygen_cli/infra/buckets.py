"""How often somebody may ask: a bucket of tokens for each, here or, for several servers, in Redis."""

from __future__ import annotations

import time
from collections.abc import Callable

from heygen_cli.infra.shared import Shared

_MOST = 10_000  # buckets in memory; a full one need not be kept
_TAKE = """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1e6
local rate, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = math.min(burst, (tonumber(kept[1]) or burst) + (now - (tonumber(kept[2]) or now)) * rate)
local wait = 0
if tokens >= 1 then tokens = tokens - 1 else wait = (1 - tokens) / rate end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', tostring(now))
redis.call('PEXPIRE', KEYS[1], math.ceil(burst / rate * 1000) + 1000)
return tostring(wait)
"""


class Buckets:
    """Each holds ``burst`` tokens and gets ``rate`` new ones a second; a request takes one."""

    def __init__(
        self, rate: float, burst: float, shared: Shared | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate, self._burst = rate, burst
        self._shared = shared
        self._now = now
        self._buckets: dict[str, tuple[float, float]] = {}

    @property
    def remote(self) -> bool:
        """Whether taking a token may have to wait for the network."""
        return self._shared is not None

    def take(self, name: str) -> float:
        """Seconds until there is a token; 0 when one was taken."""
        if self._shared:
            words = (_TAKE, 1, f"heygen:bucket:{name}", str(self._rate), str(self._burst))
            wait = self._shared.ask(lambda redis: redis.execute_command("EVAL", *words))
            if wait is not None:
                return float(wait)
        return self._take_here(name)

    def _take_here(self, name: str) -> float:
        now = self._now()
        tokens, at = self._buckets.get(name, (self._burst, now))
        tokens = min(self._burst, tokens + (now - at) * self._rate)
        if tokens < 1:
            return (1 - tokens) / self._rate
        if len(self._buckets) >= _MOST:
            self._sweep(now)
        self._buckets[name] = (tokens - 1, now)
        return 0.0

    def _sweep(self, now: float) -> None:
        full = [name for name, (tokens, at) in self._buckets.items() if tokens + (now - at) * self._rate >= self._burst]
        for name in full:
            del self._buckets[name]
