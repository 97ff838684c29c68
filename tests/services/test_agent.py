"""Sessions with agents, when the process that asked the model is there, and when it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from heygen_cli.domain.errors import Busy
from heygen_cli.infra.clock import SystemClock
from heygen_cli.infra.store.agent import SqliteSessionStore
from heygen_cli.infra.store.database import Database
from heygen_cli.services.agent import AgentService


class Known:
    """A process by its name, and whether it lives."""

    name = "the one that asked"
    alive = True

    def lives(self, name: str) -> bool:
        return self.alive and name == self.name


def test_a_model_is_waited_for_as_long_as_somebody_asks_it(tmp_path: Path) -> None:
    process = Known()
    store = SqliteSessionStore(Database(tmp_path / "heygen.db"), "local")
    agents = AgentService(store=store, scripts=cast("Any", None), clock=SystemClock(), presence=process, owner="local")
    session = agents.begin("A film about bees", {})
    with pytest.raises(Busy):
        agents.answer(session.id, "And wasps")
    process.alive = False
    found = agents.get(session.id)
    assert (found.state, found.said[-1].type) == ("failed", "error")
    process.alive = True
    assert agents.answer(session.id, "And wasps").wish == "A film about bees\nAnd wasps"
