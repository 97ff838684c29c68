"""What servers on several machines share, through Redis. When that is away each of them goes on by itself."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from heygen_cli.domain.errors import EngineMissing, InvalidInput

Answer = TypeVar("Answer")
_PATIENCE_S = 0.25
_AWAY_S = 1.0  # until it is asked again
_LISTEN_S = 5.0

logger = logging.getLogger(__name__)


class Shared:
    """One Redis. ``ask`` answers None while it cannot be reached, after at most a quarter of a second."""

    def __init__(self, url: str) -> None:
        self._client = _client(url)
        self._away_until = 0.0

    def ask(self, command: Callable[[Any], Answer]) -> Answer | None:
        """The answer to a command."""
        from redis import RedisError

        if time.monotonic() < self._away_until:
            return None
        try:
            return command(self._client)
        except RedisError as problem:
            self._away_until = time.monotonic() + _AWAY_S
            logger.warning("Redis is away: %s", type(problem).__name__)
            return None

    def listen(self, channel: str, hear: Callable[[str], None], lost: Callable[[], None]) -> None:
        """Hand on what others say, in a thread of its own; ``lost`` when something may have been missed."""
        threading.Thread(target=self._listen, args=(channel, hear, lost), name="redis", daemon=True).start()

    def _listen(self, channel: str, hear: Callable[[str], None], lost: Callable[[], None]) -> None:
        from redis import RedisError

        while True:
            try:
                with self._client.pubsub() as said:
                    said.subscribe(channel)
                    while True:
                        message = said.get_message(timeout=_LISTEN_S)
                        if message and message["type"] == "subscribe":
                            lost()  # whatever was said before this moment
                        elif message and message["type"] == "message":
                            hear(message["data"].decode())
            except RedisError:
                lost()
                time.sleep(_AWAY_S)


def _client(url: str) -> Any:
    try:
        from redis import Redis
    except ImportError as missing:
        hint = "pip install 'heygen-cli[redis]', or unset HEYGEN_REDIS_URL"
        raise EngineMissing("HEYGEN_REDIS_URL is set, but the package for it is not installed", hint=hint) from missing
    try:
        return Redis.from_url(url, socket_timeout=_PATIENCE_S, socket_connect_timeout=_PATIENCE_S)
    except ValueError as problem:
        hint = "write it as redis://host:6379/0"
        raise InvalidInput(
            "HEYGEN_REDIS_URL is no address of a Redis", param="HEYGEN_REDIS_URL", hint=hint
        ) from problem
