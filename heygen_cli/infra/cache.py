"""What was looked up before: in memory, and behind it in Redis where servers on several machines share one."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from sqlite3 import Row
from typing import Any

from heygen_cli.infra.shared import Shared
from heygen_cli.infra.store.database import Database

_MOST = 500  # answers in memory, of up to 50 kB
_CHANNEL = "heygen:forget"


@dataclass(frozen=True)
class _Kept:
    value: Any
    version: tuple[int, int]
    until: float


class LayeredCache:
    """Answers by key, good for some seconds or until their tag is forgotten, by whichever process.

    Processes on this machine learn of it from the database: one number says that somebody has written, and only then
    the versions of the tags are read again. Other machines learn of it from Redis.
    """

    def __init__(self, database: Database, shared: Shared | None = None) -> None:
        self._database = database
        self._shared = shared
        self._memory: dict[str, _Kept] = {}
        self._versions = threading.local()
        self._said: Counter[str] = Counter()  # how often another machine forgot a tag
        self._missed = 0
        self.answers: Counter[str] = Counter()
        if shared:
            shared.listen(_CHANNEL, self._hear, self._lose)

    def get(self, key: str, load: Callable[[], Any], *, tag: str, life: float = 60.0) -> Any:
        """The answer for a key, as JSON data; looked up when nobody has it."""
        version = self._version(tag)
        kept = self._memory.get(key)
        if kept and kept.version == version and kept.until > time.monotonic():
            self.answers["memory"] += 1
            return kept.value
        value = self._further(key, load, tag, life)
        if len(self._memory) >= _MOST:
            self._memory.clear()
        self._memory[key] = _Kept(value, version, time.monotonic() + life)
        return value

    def forget(self, tag: str) -> None:
        """Have everything with this tag looked up again, everywhere."""
        with self._database.transaction(durable=False) as connection:
            connection.execute(
                "INSERT INTO cache_tags (tag, version) VALUES (?, 1) ON CONFLICT DO UPDATE SET version = version + 1",
                (tag,),
            )
        self._versions.seen = None  # a connection is not told of what it wrote itself
        if self._shared:
            self._shared.ask(lambda redis: redis.pipeline().incr(f"heygen:tag:{tag}").publish(_CHANNEL, tag).execute())

    def _further(self, key: str, load: Callable[[], Any], tag: str, life: float) -> Any:
        """What Redis has, or else what is looked up, for Redis to have it.

        It is kept under the version that the tag had before: what is forgotten meanwhile is not found again.
        """
        shared = self._shared
        version = shared.ask(lambda redis: (redis.get(f"heygen:tag:{tag}"),)) if shared else None
        if shared is None or version is None:
            self.answers["none"] += 1
            return load()
        place = f"heygen:answer:{tag}:{int(version[0] or 0)}:{key}"
        found: Any = shared.ask(lambda redis: redis.get(place))
        if found:
            self.answers["redis"] += 1
            return json.loads(found)
        self.answers["none"] += 1
        value = load()
        shared.ask(lambda redis: redis.set(place, json.dumps(value), px=int(life * 1000)))
        return value

    def _version(self, tag: str) -> tuple[int, int]:
        """Another one whenever the tag was forgotten."""
        seen = self._database.rows("PRAGMA data_version")[0][0]
        if getattr(self._versions, "seen", None) != seen:
            self._versions.tags = {row["tag"]: row["version"] for row in self._rows()}
            self._versions.seen = seen
        return self._versions.tags.get(tag, 0), self._said[tag] + self._missed

    def _rows(self) -> list[Row]:
        return self._database.rows("SELECT tag, version FROM cache_tags")

    def _hear(self, tag: str) -> None:
        self._said[tag] += 1

    def _lose(self) -> None:
        self._missed += 1
