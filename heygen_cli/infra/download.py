"""Fetch large files over HTTP: resumed where they were cut off, checked, and there only when they are whole."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

import httpx
from tenacity.nap import sleep as _sleep

from heygen_cli.domain.errors import Busy, HeygenError, NotFound, StorageFailed

# A first byte may take a while on a mirror that has to fetch the file itself.
_PATIENCE = httpx.Timeout(30.0, connect=10.0)
_ATTEMPTS = 6  # in a row that bring nothing
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 8.0  # seconds
# What a server says when it may well answer later.
_PASSING = (408, 425, 429, 500, 502, 503, 504)


class Interrupted(Exception):
    """The transfer broke off, or the server is busy: worth another try."""


class Downloads:
    """Fetches files; ``sleep`` waits between attempts."""

    def __init__(self, sleep: Callable[[float], None] = _sleep) -> None:
        self._sleep = sleep

    def fetch(
        self,
        url: str,
        target: Path,
        *,
        size: int | None = None,
        sha256: str | None = None,
        report: Callable[[int, int | None], None] | None = None,
    ) -> str:
        """Bring ``url`` to ``target`` and return its SHA-256; a ``file:`` is copied.

        What an interrupted run left in ``target.part`` is gone on with. ``report`` hears of bytes done and in all.

        Raises:
            NotFound: When there is no such file.
            StorageFailed: When the network or the disk fails, or what came is not what was to come.
            Busy: When another process fetches the same file.
        """
        if url.startswith("file:"):
            return _copied(Path(unquote(urlsplit(url).path)), target, size, sha256)
        if target.exists() and _fits(target, size, sha256):
            return _digest(target)
        part = target.with_name(f"{target.name}.part")
        with _explained(url), _locked(part) as file:
            self._persist(url, file, _mark(part), report)
            file.flush()
            os.fsync(file.fileno())
            if not _fits(part, size, sha256):
                failure = _damaged(url, part)
                _forget(part)
                raise failure
            _mark(part).unlink(missing_ok=True)
            part.replace(target)
        return _digest(target)

    def _persist(self, url: str, file: IO[bytes], mark: Path, report: Callable[[int, int | None], None] | None) -> None:
        """Go on where it broke off for as long as more comes; a link that is cut all the time still delivers."""
        barren = 0
        while True:
            before = file.seek(0, os.SEEK_END)
            try:
                _transfer(url, file, mark, report)
            except Interrupted as problem:
                barren = 0 if file.seek(0, os.SEEK_END) > before else barren + 1
                if barren == _ATTEMPTS:
                    raise StorageFailed(
                        f"{_shown(url)} could not be fetched: {problem}",
                        code="download_failed",
                        hint="Run the same command again; it goes on where it stopped",
                    ) from problem
                self._sleep(min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**barren))
            else:
                return


def read_all(url: str) -> bytes:
    """A small file, at once; raises as ``Downloads.fetch`` does."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        Downloads().fetch(url, path)
        return path.read_bytes()


def _transfer(url: str, file: IO[bytes], mark: Path, report: Callable[[int, int | None], None] | None) -> None:
    """One attempt, from where the last one ended."""
    done = file.seek(0, os.SEEK_END)
    asked = _range(done, mark)
    try:
        with httpx.stream("GET", url, headers=asked, follow_redirects=True, timeout=_PATIENCE) as response:
            _check(url, response, file, mark)
            if response.status_code == httpx.codes.OK and done:
                done = file.seek(0)  # it does not know ranges, or the file is another by now
                file.truncate()
            _note(response, mark)
            total = _total(response, done)
            for block in response.iter_raw():
                file.write(block)
                done += len(block)
                if report:
                    report(done, total)
    except httpx.TransportError as problem:
        if isinstance(problem, httpx.UnsupportedProtocol) or _is_offline(problem):
            raise
        raise Interrupted(str(problem) or type(problem).__name__) from problem
    if total is not None and done != total:
        raise Interrupted(f"{done} of {total} bytes came")


def _copied(source: Path, target: Path, size: int | None, sha256: str | None) -> str:
    if not source.is_file():
        raise NotFound(f"There is no file {source}")
    with _explained(str(source)):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        if not _fits(target, size, sha256):
            target.unlink()
            raise _damaged(str(source), source)
        return _digest(target)


def _damaged(url: str, got: Path) -> StorageFailed:
    return StorageFailed(
        f"{_shown(url)} is not what was to come: {got.stat().st_size} bytes, SHA-256 {_digest(got)[:12]}…",
        code="download_damaged",
        hint="Try again; if it comes to the same, the file was changed at its source",
    )


def _range(done: int, mark: Path) -> dict[str, str]:
    """Headers that ask for the rest, provided that the file is still the one that was begun."""
    asked = {"Accept-Encoding": "identity", "User-Agent": "heygen-cli"}
    if not done or not mark.exists():
        return asked
    return asked | {"Range": f"bytes={done}-", "If-Range": mark.read_text("utf-8")}


def _note(response: httpx.Response, mark: Path) -> None:
    """Remember which version of the file is coming."""
    etag = response.headers.get("etag", "")
    if etag and not etag.startswith("W/"):
        mark.write_text(etag, "utf-8")
    else:
        mark.unlink(missing_ok=True)  # without one, the rest could be that of another version


def _check(url: str, response: httpx.Response, file: IO[bytes], mark: Path) -> None:
    status = response.status_code
    if status == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
        file.seek(0)
        file.truncate()
        mark.unlink(missing_ok=True)
        raise Interrupted("the part that is here does not belong to it")
    if status in _PASSING:
        raise Interrupted(f"the server answers {status}")
    if status in (404, 410):
        raise NotFound(f"There is no {_shown(url)}", hint="It may have moved; a mirror can be named with --from URL")
    if status >= 400:
        code = "download_forbidden" if status == 403 else "download_failed"
        raise StorageFailed(f"{_shown(url)} answers {status} {response.reason_phrase}", code=code)


def _total(response: httpx.Response, done: int) -> int | None:
    length = response.headers.get("content-length", "")
    return done + int(length) if length.isdigit() else None


def _shown(url: str) -> str:
    """The address without what signs it."""
    return url.partition("?")[0]


def _is_offline(problem: Exception) -> bool:
    """Whether no name or address was found, which does not pass within seconds."""
    said = str(problem).lower()
    return isinstance(problem, httpx.ConnectError) and any(
        sign in said for sign in ("name or service", "nodename", "name resolution", "unreachable", "getaddrinfo")
    )


@contextmanager
def _explained(url: str) -> Iterator[None]:
    """Network and disk failures as ours."""
    try:
        yield
    except HeygenError:
        raise
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        raise StorageFailed(f"Cannot reach {_shown(url)}: {problem}", code="offline") from problem
    except OSError as problem:
        full = problem.errno in (errno.ENOSPC, errno.EDQUOT)
        hint = "Free some space and run the same command again" if full else None
        raise StorageFailed(f"Cannot write the file: {problem.strerror}", hint=hint) from problem


@contextmanager
def _locked(part: Path) -> Iterator[IO[bytes]]:
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise Busy(f"Another process is fetching {part.stem}", hint="Wait for it to end") from problem
        try:
            yield file
        finally:
            if part.exists() and not part.stat().st_size:
                part.unlink()


def _mark(part: Path) -> Path:
    return part.with_name(f"{part.name}.etag")


def _forget(part: Path) -> None:
    for path in (part, _mark(part)):
        with suppress(FileNotFoundError):
            path.unlink()


def _fits(path: Path, size: int | None, sha256: str | None) -> bool:
    return size in (None, path.stat().st_size) and sha256 in (None, _digest(path))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
