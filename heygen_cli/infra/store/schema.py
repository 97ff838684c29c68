"""The tables, as numbered steps. A step that was released is never edited; a change is a new step at the end."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

Transaction = Callable[[sqlite3.Connection], AbstractContextManager[None]]


def m001_videos(db: Database) -> None:
    """Videos, found by id, by status and by any part of their title.

    ``number`` keeps the row's place in the title index through a VACUUM. ``search`` is the title without case.
    """
    videos = db.table("videos")
    videos.create(
        {
            "number": int,
            "id": str,
            "title": str,
            "search": str,
            "status": str,
            "provider": str,
            "path": str,
            "overwrite": int,
            "created_at": float,
            "completed_at": float,
            "failure_code": str,
            "failure_message": str,
            "storyboard": str,
            "result": str,
            "events": str,
        },
        pk="number",
        not_null={"id", "title", "search", "status", "provider", "path", "created_at", "storyboard", "events"},
    )
    videos.create_index(["id"], unique=True)
    videos.create_index(["status", "id"])
    videos.enable_fts(["search"], create_triggers=True, tokenize="trigram")


def m002_jobs(db: Database) -> None:
    """The queue, the batches whose parts are in it, and what happened to each job, in order."""
    for column in ("batch", "owner"):
        db.table("videos").add_column(column, str)
    db.execute(_BATCHES)
    db.execute(_JOBS)
    for index in _JOB_INDEXES:
        db.execute(index)
    db.execute(_JOB_EVENTS)
    db.execute("CREATE INDEX job_events_of ON job_events (job, number)")


_BATCHES = """
CREATE TABLE batches (
  id TEXT PRIMARY KEY, manifest TEXT NOT NULL UNIQUE, title TEXT NOT NULL, created_at REAL NOT NULL,
  started_at REAL NOT NULL, settings TEXT NOT NULL)"""
# `lease` is in seconds since the start of the machine, which no one can set; the other times are of the wall clock.
_JOBS = """
CREATE TABLE jobs (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, video TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  batch TEXT, digest TEXT, place TEXT, state TEXT NOT NULL, owner TEXT, fence INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0, lease REAL, not_before REAL NOT NULL DEFAULT 0,
  strict INTEGER NOT NULL DEFAULT 0, cancel INTEGER NOT NULL DEFAULT 0,
  created_at REAL NOT NULL, started_at REAL, finished_at REAL, failure_code TEXT, failure_message TEXT, stage TEXT)"""
_JOB_INDEXES = (
    "CREATE INDEX jobs_ready ON jobs (number) WHERE state = 'queued'",
    "CREATE INDEX jobs_running ON jobs (number) WHERE state = 'running'",
    "CREATE UNIQUE INDEX jobs_in_batch ON jobs (batch, name) WHERE batch IS NOT NULL",
    "CREATE INDEX jobs_by_state ON jobs (state, number)",
)
_JOB_EVENTS = """
CREATE TABLE job_events (
  number INTEGER PRIMARY KEY AUTOINCREMENT, job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  at REAL NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL)"""


def m003_templates(db: Database) -> None:
    """Storyboards kept under a name; ``files`` maps the paths that they name to copies in ``templates/ID/``."""
    db.execute(
        "CREATE TABLE templates (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, document TEXT NOT NULL,"
        " base TEXT NOT NULL, files TEXT NOT NULL, created_at REAL NOT NULL, updated_at REAL NOT NULL)"
    )


def m004_usage(db: Database) -> None:
    """An entry for every render, synthesis and paid call."""
    db.execute(
        "CREATE TABLE usage (id TEXT PRIMARY KEY, at REAL NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,"
        " provider TEXT NOT NULL, status TEXT NOT NULL, batch TEXT, user TEXT, avatar TEXT, voice TEXT,"
        " seconds REAL NOT NULL, size INTEGER NOT NULL, wall REAL NOT NULL, rendered INTEGER NOT NULL,"
        " reused INTEGER NOT NULL, characters INTEGER NOT NULL, cost REAL, failure_code TEXT, failure_message TEXT)"
    )
    db.execute("CREATE INDEX usage_by_time ON usage (at)")
    db.execute("CREATE INDEX usage_of_batch ON usage (batch) WHERE batch IS NOT NULL")


def m005_ledger(db: Database) -> None:
    """Money that was reserved and spent; ``scope`` is the video or batch that it was for."""
    db.execute(
        "CREATE TABLE ledger (id TEXT PRIMARY KEY, at REAL NOT NULL, provider TEXT NOT NULL, engine TEXT NOT NULL,"
        " amount REAL, scope TEXT NOT NULL, key TEXT UNIQUE, state TEXT NOT NULL, settled REAL)"
    )
    db.execute("CREATE INDEX ledger_by_time ON ledger (at)")
    db.execute("CREATE INDEX ledger_by_scope ON ledger (scope) WHERE scope != ''")


def m006_cloud_requests(db: Database) -> None:
    """Requests to HeyGen whose answers have not come, and the keys under which they were sent."""
    table = db.table("cloud_requests")
    table.create({"key": str, "digest": str, "caller": str, "at": float}, pk="key", not_null={"digest", "caller", "at"})
    table.create_index(["digest"])


def m007_cloud_clips(db: Database) -> None:
    """Videos that HeyGen makes for clips, and files that were sent there."""
    db.table("cloud_clips").create({"key": str, "video": str, "failures": int, "at": float}, pk="key", not_null={"at"})
    db.table("cloud_assets").create({"digest": str, "asset": str, "at": float}, pk="digest", not_null={"asset", "at"})


def m008_replays(db: Database) -> None:
    """Answers of the server under the keys of their requests."""
    db.table("replays").create(
        {"place": str, "digest": str, "process": int, "at": float, "status": int, "body": bytes, "content_type": str},
        pk="place",
        not_null={"digest", "process", "at"},
    )
    db.table("replays").create_index(["at"])


def m009_webhook_events(db: Database) -> None:
    """Events of HeyGen that were handed on."""
    db.table("webhook_events").create({"name": str, "at": float}, pk="name", not_null={"at"})
    db.table("webhook_events").create_index(["at"])


def m010_owners(db: Database) -> None:
    """Every row has an owner; what there was belongs to the person whose machine it is."""
    db.execute("UPDATE videos SET owner = 'local' WHERE owner IS NULL")
    db.table("videos").create_index(["owner", "id"])
    db.execute("ALTER TABLE jobs ADD COLUMN user TEXT NOT NULL DEFAULT 'local'")
    db.execute("CREATE INDEX jobs_of_user ON jobs (user, number)")
    db.execute("UPDATE usage SET user = 'local' WHERE user IS NULL")
    # Names are unique to their owners now, which SQLite cannot change in place.
    db.execute("ALTER TABLE batches RENAME TO batches_before")
    db.execute(_BATCHES.replace("manifest TEXT NOT NULL UNIQUE", "owner TEXT NOT NULL, manifest TEXT NOT NULL"))
    columns = "id, manifest, title, created_at, started_at, settings"
    db.execute(f"INSERT INTO batches (owner, {columns}) SELECT 'local', {columns} FROM batches_before")
    db.execute("DROP TABLE batches_before")
    db.execute("CREATE UNIQUE INDEX batches_by_manifest ON batches (owner, manifest)")
    db.execute("ALTER TABLE templates RENAME TO templates_before")
    db.execute(
        "CREATE TABLE templates (id TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, document TEXT NOT NULL,"
        " base TEXT NOT NULL, files TEXT NOT NULL, created_at REAL NOT NULL, updated_at REAL NOT NULL)"
    )
    columns = "id, name, document, base, files, created_at, updated_at"
    db.execute(f"INSERT INTO templates (owner, {columns}) SELECT 'local', {columns} FROM templates_before")
    db.execute("DROP TABLE templates_before")
    db.execute("CREATE UNIQUE INDEX templates_by_name ON templates (owner, name)")


def m011_users(db: Database) -> None:
    """Users, their sessions, keys and links, and attempts to sign in. Of tokens only SHA-256 digests are kept."""
    for statement in _USERS:
        db.execute(statement)
    db.execute(
        "INSERT INTO users (id, role, name, created_at)"
        " VALUES ('local', 'admin', '', CAST(strftime('%s', 'now') AS REAL))"
    )


_USERS = (
    "CREATE TABLE users (id TEXT PRIMARY KEY, email TEXT UNIQUE, role TEXT NOT NULL, name TEXT NOT NULL,"
    " password TEXT, created_at REAL NOT NULL, disabled_at REAL)",
    "CREATE TABLE sessions (id TEXT PRIMARY KEY, user TEXT NOT NULL, access TEXT NOT NULL UNIQUE,"
    " access_until REAL NOT NULL, refresh TEXT NOT NULL UNIQUE, former TEXT, until REAL NOT NULL,"
    " created_at REAL NOT NULL)",
    "CREATE INDEX sessions_of_user ON sessions (user)",
    "CREATE INDEX sessions_by_former ON sessions (former) WHERE former IS NOT NULL",
    "CREATE TABLE api_keys (id TEXT PRIMARY KEY, user TEXT NOT NULL, name TEXT NOT NULL, prefix TEXT NOT NULL,"
    " digest TEXT NOT NULL UNIQUE, scopes TEXT NOT NULL, created_at REAL NOT NULL, until REAL, used_at REAL,"
    " revoked_at REAL)",
    "CREATE INDEX api_keys_of_user ON api_keys (user)",
    "CREATE TABLE links (digest TEXT PRIMARY KEY, user TEXT NOT NULL, until REAL NOT NULL)",
    "CREATE TABLE attempts (place TEXT PRIMARY KEY, count INTEGER NOT NULL, at REAL NOT NULL, until REAL NOT NULL)",
)


def m012_assets(db: Database) -> None:
    """Files that somebody has sent, alone or in batches."""
    kinds = {"id": str, "owner": str, "name": str, "mime": str, "size": int, "created_at": float, "state": str}
    needed = {*kinds} - {"id"}
    assets = db.table("assets")
    assets.create({**kinds, "digest": str, "batch": str, "number": int}, pk="id", not_null=needed)
    assets.create_index(["owner", "id"])
    assets.create_index(["batch", "number"])
    batches = db.table("upload_batches")
    batches.create(
        {"id": str, "owner": str, "title": str, "created_at": float}, pk="id", not_null={"owner", "created_at"}
    )


def m013_webhooks_out(db: Database) -> None:
    """Who is told of what, what happened, and what was sent; only what happens from now on."""
    for statement in _WEBHOOKS_OUT:
        db.execute(statement)
    db.execute("INSERT INTO cursors SELECT 'webhooks', coalesce(max(number), 0) FROM job_events")


_WEBHOOKS_OUT = (
    "CREATE TABLE endpoints (id TEXT PRIMARY KEY, owner TEXT NOT NULL, url TEXT NOT NULL, secret TEXT NOT NULL,"
    " base TEXT NOT NULL, created_at REAL NOT NULL, events TEXT)",
    "CREATE INDEX endpoints_of_owner ON endpoints (owner)",
    "CREATE TABLE callbacks (video TEXT PRIMARY KEY, owner TEXT NOT NULL, url TEXT NOT NULL, base TEXT NOT NULL,"
    " callback_id TEXT)",
    "CREATE TABLE out_events (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL,"
    " kind TEXT NOT NULL, data TEXT NOT NULL, created_at REAL NOT NULL)",
    "CREATE INDEX out_events_of_owner ON out_events (owner, number)",
    "CREATE TABLE deliveries (id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " event TEXT NOT NULL REFERENCES out_events (id) ON DELETE CASCADE, target TEXT NOT NULL, url TEXT NOT NULL,"
    " base TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'pending', attempts INTEGER NOT NULL DEFAULT 0,"
    " next_at REAL NOT NULL DEFAULT 0, lease REAL NOT NULL DEFAULT 0, status INTEGER, error TEXT)",
    "CREATE INDEX deliveries_due ON deliveries (next_at) WHERE state = 'pending'",
    "CREATE INDEX deliveries_taken ON deliveries (lease) WHERE state = 'pending'",
    "CREATE INDEX deliveries_of_event ON deliveries (event)",
    "CREATE TABLE cursors (name TEXT PRIMARY KEY, number INTEGER NOT NULL)",
)


def m014_limits(db: Database) -> None:
    """The unfinished jobs of a user, and how often answers that are kept in memory had to be forgotten."""
    db.execute("CREATE INDEX jobs_unfinished ON jobs (user) WHERE state IN ('queued', 'running')")
    db.execute("CREATE TABLE cache_tags (tag TEXT PRIMARY KEY, version INTEGER NOT NULL)")


def m015_agent_sessions(db: Database) -> None:
    """What was wished for, and the films that came of it."""
    db.execute(
        "CREATE TABLE agent_sessions (id TEXT PRIMARY KEY, owner TEXT NOT NULL, created_at REAL NOT NULL,"
        " said TEXT NOT NULL, chosen TEXT NOT NULL, process TEXT NOT NULL, state TEXT NOT NULL, title TEXT,"
        " videos TEXT NOT NULL)"
    )
    db.execute("CREATE INDEX agent_sessions_of_owner ON agent_sessions (owner, id)")


def m016_replays_by_name(db: Database) -> None:
    """Processes that answer are known by names: their numbers are used again."""
    db.execute("ALTER TABLE replays DROP COLUMN process")
    db.execute("ALTER TABLE replays ADD COLUMN process TEXT NOT NULL DEFAULT ''")


STEPS: tuple[Callable[[Database], None], ...] = (
    m001_videos,
    m002_jobs,
    m003_templates,
    m004_usage,
    m005_ledger,
    m006_cloud_requests,
    m007_cloud_clips,
    m008_replays,
    m009_webhook_events,
    m010_owners,
    m011_users,
    m012_assets,
    m013_webhooks_out,
    m014_limits,
    m015_agent_sessions,
    m016_replays_by_name,
)
VERSION = len(STEPS)


def migrate(connection: sqlite3.Connection, transaction: Transaction) -> None:
    """Run the steps that this file has not seen, each in a transaction of its own."""
    # 0.2 s to import, so only here: an up-to-date database is opened without it.
    from sqlite_utils import Database

    db = Database(connection, execute_plugins=False)
    for number, step in enumerate(STEPS, start=1):
        with transaction(connection):
            if connection.execute("PRAGMA user_version").fetchone()[0] >= number:
                continue
            step(db)
            db.table("migrations").insert({"number": number, "name": step.__name__}, pk="number")
            connection.execute(f"PRAGMA user_version={number}")
