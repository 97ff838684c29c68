"""The queue in SQLite: jobs are leased to workers, fenced, and never lost."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict
from typing import Any, Literal

from heygen_cli.domain.errors import InvalidInput, NotFound
from heygen_cli.domain.job import ATTEMPTS, Job, JobEvent, Stage, State
from heygen_cli.domain.replay import Answer
from heygen_cli.domain.video import Video
from heygen_cli.infra.store.database import Database, of
from heygen_cli.infra.store.replay import keep
from heygen_cli.infra.store.running import Running
from heygen_cli.infra.store.video import insert_video

_DIGITS = 19  # of a number that SQLite cannot hold any more
LEASE_S = 60.0  # a worker says every second that it lives; one that is silent for so long hangs
Word = Literal["go on", "cancel", "lost"]
_CLAIM = """
UPDATE jobs SET state = 'running', owner = ?, fence = fence + 1, attempts = attempts + 1, lease = ?, started_at = ?,
  stage = NULL, cancel = 0
WHERE number = (SELECT number FROM jobs WHERE state = 'queued' AND not_before <= ? ORDER BY number LIMIT 1)
RETURNING *"""
_CLAIM_OF_BATCH = _CLAIM.replace("ORDER BY", "AND batch = ? ORDER BY")
_FINISH = """
UPDATE jobs SET state = ?, failure_code = ?, failure_message = ?, not_before = ?, finished_at = ?, lease = NULL,
  owner = NULL, stage = NULL
WHERE id = ? AND fence = ? AND owner = ? AND state = 'running'"""
_POISON = f"It brought its worker down {ATTEMPTS} times"


class SqliteQueue:
    """The jobs of one data folder. ``monotonic`` must be the same clock for all processes, which no one can set.

    Who looks and changes sees those of ``user`` alone, or all where that is None; who works works for everyone.
    """

    def __init__(
        self, database: Database, monotonic: Callable[[], float] = time.monotonic, *, user: str | None = None
    ) -> None:
        self._database = database
        self._mine = of(user, "user")
        self._monotonic = monotonic
        self._workers = Running(database.path.parent / "workers")

    # -- putting in ------------------------------------------------------------------------------------------------

    def add(self, items: Iterable[tuple[Job, Video]], answers: Iterable[Answer] = ()) -> None:
        """Remember jobs and their videos, and what the requests for them are answered, all or none."""
        with self._database.transaction() as connection:
            for job, video in items:
                insert_video(connection, video)
                _insert(connection, job)
            for answer in answers:
                keep(connection, answer)

    def replace(self, items: Iterable[tuple[Job, Video]]) -> None:
        """Put jobs in the place of those that their batches hold under the same names."""
        with self._database.transaction() as connection:
            for job, video in items:
                connection.execute("DELETE FROM jobs WHERE batch = ? AND name = ?", (job.batch, job.name))
                insert_video(connection, video)
                _insert(connection, job)

    # -- working ---------------------------------------------------------------------------------------------------

    def working(self, owner: str) -> AbstractContextManager[None]:
        """Be a worker: others see that it lives until the block or the process ends."""
        self._database.lay_ballast()
        return self._workers.working(owner)

    def workers(self) -> list[str]:
        """The workers that live."""
        return self._workers.ids()

    def claim(self, owner: str, now: float, *, batch: str | None = None) -> Job | None:
        """Take the job that has waited longest; None when there is nothing to do now.

        A power cut that takes the claim back takes the worker too: the job just waits again.
        """
        owned = (owner, self._monotonic() + LEASE_S, now, now)
        with self._database.transaction(durable=False) as connection:
            row = connection.execute(
                _CLAIM_OF_BATCH if batch else _CLAIM, (*owned, *([batch] if batch else []))
            ).fetchone()
            if row:
                _tell(connection, row["id"], now, "started", {"attempt": row["attempts"]})
        return _from_row(row) if row else None

    def beat(self, job: Job, stage: Stage | None) -> Word:
        """Say that the job is still being worked on, and how far it is; the answer says whether to go on."""
        with self._database.transaction(durable=False) as connection:
            row = connection.execute(
                "UPDATE jobs SET lease = ?, stage = ? WHERE id = ? AND fence = ? AND owner = ? AND state = 'running'"
                " RETURNING cancel",
                (self._monotonic() + LEASE_S, _stage(stage), job.id, job.fence, job.owner),
            ).fetchone()
        if row is None:
            return "lost"
        return "cancel" if row["cancel"] else "go on"

    def finish(
        self,
        job: Job,
        state: State,
        now: float,
        *,
        code: str | None = None,
        message: str | None = None,
        not_before: float = 0.0,
    ) -> bool:
        """Say how an attempt ended. False when the job was taken from this worker, and what it says counts no more."""
        finished = None if state == "queued" else now
        row = (state, code, message, not_before, finished, job.id, job.fence, job.owner)

        def write() -> bool:
            with self._database.transaction() as connection:
                done = connection.execute(_FINISH, row).rowcount
                if done:
                    failure = {"code": code, "message": message} if code else {}
                    _tell(connection, job.id, now, "retry" if state == "queued" else state, failure)
            return bool(done)

        return self._database.insist(write)

    def hand_back(self, job: Job, now: float) -> None:
        """Give a job up unfinished, as if it had not been taken; its video waits again."""
        with self._database.transaction() as connection:
            done = connection.execute(
                "UPDATE jobs SET state = 'queued', attempts = attempts - 1, owner = NULL, lease = NULL, stage = NULL"
                " WHERE id = ? AND fence = ? AND owner = ? AND state = 'running'",
                (job.id, job.fence, job.owner),
            ).rowcount
            if done:
                connection.execute(
                    "UPDATE videos SET status = 'queued', failure_code = NULL, failure_message = NULL,"
                    " completed_at = NULL WHERE id = ? AND status = 'canceled'",
                    (job.video,),
                )
                _tell(connection, job.id, now, "handed_back", {})

    def rescue(self, now: float) -> int:
        """Take their jobs from workers that died or hang, and return how many; a job that did it too often fails."""
        alive = set(self._workers.ids())
        rows = self._database.rows("SELECT id, owner, fence, attempts, lease FROM jobs WHERE state = 'running'")
        rescued = 0
        for row in rows:
            if row["owner"] in alive and row["lease"] >= self._monotonic():
                continue
            if row["owner"] in alive:
                self._end(row["owner"])
            rescued += self._release(row, now)
        return rescued

    def _end(self, owner: str) -> None:
        """Kill a worker that hangs: it would keep its video, and nobody else could make it."""
        process = self._workers.process(owner)
        if process:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(process, signal.SIGKILL)

    def _release(self, row: sqlite3.Row, now: float) -> int:
        poison = row["attempts"] >= ATTEMPTS
        state, code, message = ("failed", "poison", _POISON) if poison else ("queued", None, None)
        with self._database.transaction() as connection:
            done: int = connection.execute(
                "UPDATE jobs SET state = ?, failure_code = ?, failure_message = ?, finished_at = ?, owner = NULL,"
                " lease = NULL, stage = NULL WHERE id = ? AND fence = ? AND state = 'running'",
                (state, code, message, now if poison else None, row["id"], row["fence"]),
            ).rowcount
            if done:
                _tell(connection, row["id"], now, "failed" if poison else "rescued", {"code": code} if code else {})
        return done

    # -- looking ---------------------------------------------------------------------------------------------------

    def get(self, job_id: str) -> Job:
        """The job of an id, its own or its video's; raises NotFound."""
        mine, whose = self._mine
        rows = self._database.rows(
            f"SELECT * FROM jobs WHERE (id = ? OR video = ?) AND {mine}", (job_id, job_id, *whose)
        )
        if not rows:
            raise NotFound(f"There is no job {job_id}", hint="heygen job list")
        return _from_row(rows[0])

    def page(
        self, *, limit: int, token: str | None = None, state: str | None = None, batch: str | None = None
    ) -> tuple[list[Job], str | None]:
        """Jobs, newest first, and the token that continues the list."""
        mine, whose = self._mine
        wheres: list[str] = [mine]
        values: list[Any] = [*whose]
        for condition, value in (("number < ?", _number(token)), ("state = ?", state), ("batch = ?", batch)):
            if value is not None:
                wheres.append(condition)
                values.append(value)
        where = " AND ".join(wheres)
        rows = self._database.rows(
            f"SELECT * FROM jobs WHERE {where} ORDER BY number DESC LIMIT ?",
            (*values, limit + 1),
        )
        more = str(rows[limit - 1]["number"]) if len(rows) > limit else None
        return [_from_row(row) for row in rows[:limit]], more

    def of_batch(self, batch: str) -> list[Job]:
        """All jobs of a batch, in the order of its manifest."""
        mine, whose = self._mine
        sql = f"SELECT * FROM jobs WHERE batch = ? AND {mine} ORDER BY number"
        rows = self._database.rows(sql, (batch, *whose))
        return [_from_row(row) for row in rows]

    def counts(self, batch: str | None = None) -> dict[State, int]:
        """How many jobs there are of each state."""
        mine, whose = self._mine
        part, values = ("AND batch = ?", (batch,)) if batch else ("", ())
        sql = f"SELECT state, count(*) AS jobs FROM jobs WHERE {mine} {part} GROUP BY state"
        rows = self._database.rows(sql, (*whose, *values))
        return {row["state"]: row["jobs"] for row in rows}

    def events(self, *, after: int = 0, job: str | None = None, limit: int = 1000) -> list[JobEvent]:
        """What happened since an event, to all jobs or to one."""
        mine, whose = self._mine
        part, values = ("AND job = ?", [job]) if job else ("", [])
        rows = self._database.rows(
            "SELECT e.number, job, at, kind, data, user FROM job_events e JOIN jobs ON jobs.id = job"
            f" WHERE e.number > ? AND {mine} {part} ORDER BY e.number LIMIT ?",
            (after, *whose, *values, limit),
        )
        return [
            JobEvent(row["number"], row["job"], row["at"], row["kind"], json.loads(row["data"]), row["user"])
            for row in rows
        ]

    def newest_event(self) -> int:
        """The number of the last event."""
        return int(self._database.rows("SELECT coalesce(max(number), 0) AS number FROM job_events")[0]["number"])

    def unfinished(self, user: str, most: int) -> int:
        """How many jobs of a user wait or are being made, counted up to ``most``."""
        found = "SELECT 1 FROM jobs WHERE user = ? AND state IN ('queued', 'running') LIMIT ?"
        return int(self._database.rows(f"SELECT count(*) FROM ({found})", (user, most))[0][0])

    def version(self) -> int:
        """A number that is another one when somebody else has written, in this process or another."""
        return int(self._database.rows("PRAGMA data_version")[0][0])

    def tell(self, job_id: str, now: float, kind: str, data: dict[str, Any]) -> None:
        """Note something that happened to a job."""
        with self._database.transaction() as connection:
            _tell(connection, job_id, now, kind, data)

    # -- changing --------------------------------------------------------------------------------------------------

    def cancel(self, job_ids: Sequence[str], now: float) -> int:
        """Take waiting jobs out, and ask the workers of running ones to stop; returns how many there were."""
        changed = 0
        mine, whose = self._mine
        with self._database.transaction() as connection:
            for job_id in job_ids:
                waiting = connection.execute(
                    "UPDATE jobs SET state = 'canceled', failure_code = 'canceled', failure_message = ?,"
                    f" finished_at = ? WHERE id = ? AND state = 'queued' AND {mine}",
                    ("Stopped by the user", now, job_id, *whose),
                ).rowcount
                if waiting:
                    connection.execute(
                        "UPDATE videos SET status = 'canceled', failure_code = 'canceled', failure_message = ?,"
                        " completed_at = ? WHERE id = (SELECT video FROM jobs WHERE id = ?) AND status = 'queued'",
                        ("Stopped by the user", now, job_id),
                    )
                    _tell(connection, job_id, now, "canceled", {})
                running = connection.execute(
                    f"UPDATE jobs SET cancel = 1 WHERE id = ? AND state = 'running' AND {mine}",
                    (job_id, *whose),
                ).rowcount
                changed += waiting + running
        return changed

    def retry(self, job_ids: Sequence[str], now: float) -> int:
        """Put jobs that ended without a film into the queue again; returns how many there were."""
        changed = 0
        mine, whose = self._mine
        with self._database.transaction() as connection:
            for job_id in job_ids:
                done = connection.execute(
                    "UPDATE jobs SET state = 'queued', attempts = 0, not_before = 0, cancel = 0, failure_code = NULL,"
                    " failure_message = NULL, finished_at = NULL WHERE id = ? AND state IN ('failed', 'canceled')"
                    f" AND {mine}",
                    (job_id, *whose),
                ).rowcount
                if done:
                    connection.execute(
                        "UPDATE videos SET status = 'queued', failure_code = NULL, failure_message = NULL,"
                        " completed_at = NULL WHERE id = (SELECT video FROM jobs WHERE id = ?)"
                        " AND status != 'completed'",
                        (job_id,),
                    )
                    _tell(connection, job_id, now, "queued", {})
                changed += done
        return changed

    def prune(self, before: float) -> int:
        """Forget the jobs that ended before a time; their videos stay. Returns how many there were."""
        mine, whose = self._mine
        with self._database.transaction() as connection:
            done: int = connection.execute(
                f"DELETE FROM jobs WHERE state IN ('done', 'failed', 'canceled') AND finished_at < ? AND {mine}",
                (before, *whose),
            ).rowcount
        return done


def _insert(connection: sqlite3.Connection, job: Job) -> None:
    row = {
        **{"id": job.id, "video": job.video, "name": job.name, "batch": job.batch, "digest": job.digest},
        **{"place": job.place, "state": job.state, "strict": int(job.strict), "created_at": job.created_at},
        **{"user": job.user},
    }
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO jobs ({columns}) VALUES ({marks})", tuple(row.values()))
    _tell(connection, job.id, job.created_at, "queued", {})


def _tell(connection: sqlite3.Connection, job_id: str, now: float, kind: str, data: dict[str, Any]) -> None:
    connection.execute(
        "INSERT INTO job_events (job, at, kind, data) VALUES (?, ?, ?, ?)",
        (job_id, now, kind, json.dumps(data, ensure_ascii=False)),
    )


def _stage(stage: Stage | None) -> str | None:
    return json.dumps(asdict(stage)) if stage else None


def _number(token: str | None) -> int | None:
    if token is None:
        return None
    if token.isdecimal() and len(token) < _DIGITS:
        return int(token)
    raise InvalidInput(
        "This token was not made by a job list", param="--token", hint="use the next_token of the page before"
    )


def _from_row(row: sqlite3.Row) -> Job:
    return Job(
        id=row["id"],
        video=row["video"],
        name=row["name"],
        created_at=row["created_at"],
        state=row["state"],
        batch=row["batch"],
        digest=row["digest"],
        place=row["place"],
        owner=row["owner"],
        fence=row["fence"],
        attempts=row["attempts"],
        not_before=row["not_before"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        failure_code=row["failure_code"],
        failure_message=row["failure_message"],
        stage=Stage(**json.loads(row["stage"])) if row["stage"] else None,
        strict=bool(row["strict"]),
        cancel=bool(row["cancel"]),
        user=row["user"],
    )
