"""Templates in SQLite, and the files they need in a folder of their own."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from heygen_cli.domain.cursor import cursor, last_of
from heygen_cli.domain.errors import FileExists, InvalidInput, NotFound
from heygen_cli.domain.fields import nearest
from heygen_cli.domain.template import Template
from heygen_cli.domain.user import LOCAL
from heygen_cli.infra.store.database import Database, explained, locked, of

_CHUNK = 1024 * 1024  # bytes


class SqliteTemplateStore:
    """The templates of one data folder: ``heygen.db``, and ``templates/ID/`` for their files.

    A file there is called after its content, so it never changes: a film that is being made keeps what it began with
    when the template is saved anew. It knows those of ``owner`` alone, or all where that is None.
    """

    def __init__(self, database: Database, owner: str | None = LOCAL) -> None:
        self._database = database
        self._owner = owner or LOCAL
        self._mine = of(owner)
        self._folder = database.path.parent / "templates"

    def save(self, template: Template, files: Iterable[Path]) -> Template:
        """Remember a template with copies of its files, in place of an older one with this id.

        Raises FileExists when another one has its name.
        """
        with self._alone():
            self._sweep()
            self._insert(template, {path: self._keep(path, self._folder / template.id) for path in files})
        return self.get(template.id)

    def _insert(self, template: Template, kept: Mapping[Path, Path]) -> None:
        row = {
            "id": template.id,
            "owner": self._owner,
            "name": template.name,
            "document": json.dumps(template.document, ensure_ascii=False),
            "base": str(template.base),
            "files": json.dumps({str(path): copy.name for path, copy in kept.items()}, ensure_ascii=False),
            "created_at": template.created_at,
            "updated_at": template.updated_at,
        }
        with self._database.transaction() as connection:
            sql = "SELECT id FROM templates WHERE name=? AND owner=?"
            namesake = connection.execute(sql, (template.name, self._owner)).fetchone()
            if namesake is not None and namesake["id"] != template.id:
                raise FileExists(f'There is a template "{template.name}" already', hint="--force replaces it")
            # The names are those above, never a user's.
            sql = f"INSERT OR REPLACE INTO templates ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
            connection.execute(sql, tuple(row.values()))

    def find(self, name: str) -> Template | None:
        """The template with this id, or else with this name."""
        mine, whose = self._mine
        sql = f"SELECT * FROM templates WHERE (id=? OR name=?) AND {mine} ORDER BY id=? DESC"
        rows = self._database.rows(sql, (name, name, *whose, name))
        return self._template(rows[0]) if rows else None

    def get(self, name: str) -> Template:
        """The same; raises NotFound with the one that may have been meant."""
        found = self.find(name)
        if found is None:
            mine, whose = self._mine
            sql = f"SELECT name FROM templates WHERE {mine} ORDER BY id DESC LIMIT 1000"
            names = [row["name"] for row in self._database.rows(sql, whose)]
            near = nearest(name, names)
            raise NotFound(f'There is no template "{name}"', hint=f'did you mean "{near}"?' if near else LISTING)
        return found

    def page(self, *, limit: int, token: str | None = None) -> tuple[list[Template], str | None]:
        """Templates, newest first, and the token that continues the list; a new one never shifts a page."""
        mine, whose = self._mine
        part, values = ("AND id < ?", (last_of(token, "template", begins="t_"),)) if token else ("", ())
        sql = f"SELECT * FROM templates WHERE {mine} {part} ORDER BY id DESC LIMIT ?"
        rows = self._database.rows(sql, (*whose, *values, limit + 1))
        shown = [self._template(row) for row in rows[:limit]]
        return shown, cursor(shown[-1].id) if len(rows) > limit else None

    def delete(self, template_id: str) -> None:
        """Forget a template and its files; raises NotFound."""
        mine, whose = self._mine
        with self._alone():
            with self._database.transaction() as connection:
                sql = f"DELETE FROM templates WHERE id=? AND {mine}"
                done = connection.execute(sql, (template_id, *whose))
            if not done.rowcount:
                raise NotFound(f'There is no template "{template_id}"', hint=LISTING)
            shutil.rmtree(self._folder / template_id, ignore_errors=True)

    def _keep(self, path: Path, folder: Path) -> Path:
        """Copy a file under the name of its content, whole or not at all."""
        with explained(folder):
            folder.mkdir(mode=0o700, exist_ok=True)
            part = folder / f".{os.urandom(6).hex()}.part"
            try:
                digest = _copy(path, part)
                target = folder / (digest + path.suffix.lower())
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)
        return target

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only one who writes files of templates."""
        with explained(self._folder):
            # One by one: `parents=True` would leave the data folder open to everyone.
            for folder in (self._folder.parent, self._folder):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with locked(self._folder / ".lock"):
                yield

    def _sweep(self) -> None:
        """Remove what was being saved when a process died: nobody else is saving now."""
        known = {row["id"] for row in self._database.rows("SELECT id FROM templates")}
        for folder in self._folder.glob("t_*"):
            if folder.name not in known:
                shutil.rmtree(folder, ignore_errors=True)
        for part in self._folder.glob("t_*/.*.part"):
            part.unlink(missing_ok=True)

    def _template(self, row: sqlite3.Row) -> Template:
        folder = self._folder / row["id"]
        return Template(
            id=row["id"],
            name=row["name"],
            document=json.loads(row["document"]),
            base=Path(row["base"]),
            files={Path(path): folder / name for path, name in json.loads(row["files"]).items()},
            created_at=row["created_at"],
            updated_at=row["updated_at"],
        )


LISTING = "heygen template list"


def _copy(source: Path, target: Path) -> str:
    """Copy a file, all the way to the disk; returns the SHA-256 of what was copied."""
    seen = hashlib.sha256()
    with _readable(source) as reading, target.open("wb") as written:
        while chunk := reading.read(_CHUNK):
            seen.update(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    return seen.hexdigest()


def _readable(source: Path) -> BinaryIO:
    try:
        return source.open("rb")
    except OSError as error:
        raise InvalidInput(
            f"Cannot read {source}: {error.strerror}", hint="check that it is there and its rights"
        ) from error
