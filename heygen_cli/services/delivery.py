"""Bringing a finished file to where the user wants it: whole or not at all, and never over another file unasked."""

from __future__ import annotations

import errno
import fcntl
import filecmp
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from heygen_cli.domain.errors import FileExists, HeygenError, InvalidInput, StorageFailed

_PART = ".heygen-{}.part{}"
_FULL = (errno.ENOSPC, errno.EDQUOT)


def check_target(target: Path, *, overwrite: bool, suffixes: tuple[str, ...] = ()) -> Path:
    """The absolute form of a path that may be written.

    Raises InvalidInput for a missing folder or an unfit name, FileExists unless overwriting was agreed to, and
    StorageFailed for a folder without the right to write.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - the path as the user knows it, links and all
    try:
        str(target).encode()
    except UnicodeEncodeError as error:
        raise InvalidInput("The output's name is not valid UTF-8", param="--output") from error
    if suffixes and target.suffix.lower() not in suffixes:
        raise InvalidInput(
            f"Cannot write {target.name}: the file's name must end in {' or '.join(suffixes)}",
            param="--output",
            hint=f"--output '{target.with_suffix(suffixes[0]).name}'",
        )
    _check_folder(target.parent)
    if target.is_dir():
        raise InvalidInput(f"{target} is a folder", param="--output", hint="name a file in it")
    if target.exists() and not overwrite:
        raise _exists(target)
    return target


def check_new_folder(target: Path) -> Path:
    """The absolute form of a folder that may be made; raises as ``check_target`` does."""
    target = Path(os.path.abspath(target))  # noqa: PTH100
    _check_folder(target.parent)
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise FileExists(f"{target} exists already", param="--output", hint="--output names a new folder")
    return target


def deliver(source: Path, target: Path, *, overwrite: bool) -> None:
    """Copy a file under its final name in one step; a reader never sees a part of it.

    A file that already has the same content is left as it is.
    """
    if target.is_file() and filecmp.cmp(source, target, shallow=False):
        return
    with writing(target, overwrite=overwrite) as part, source.open("rb") as reading, part.open("wb") as written:
        shutil.copyfileobj(reading, written, 1024 * 1024)


@contextmanager
def writing(target: Path, *, overwrite: bool) -> Iterator[Path]:
    """A file beside the target to write into, with its suffix; at the end it takes the target's name in one step.

    When the block fails nothing is left of it.
    """
    with storage_errors(target):
        _sweep(target.parent)
        part = target.parent / _PART.format(os.urandom(4).hex(), target.suffix)
        try:
            with _claimed(part) as descriptor:
                yield part
                os.fsync(descriptor)
                _rename(part, target, overwrite=overwrite)
        finally:
            part.unlink(missing_ok=True)
        _sync(target.parent)


@contextmanager
def writing_folder(target: Path) -> Iterator[Path]:
    """The same for a folder of files; the target must be absent or an empty folder."""
    with storage_errors(target):
        _sweep(target.parent)
        part = target.parent / _PART.format(os.urandom(4).hex(), "")
        part.mkdir()
        try:
            with _locked(part):
                yield part
                for path in part.iterdir():
                    _sync(path)
                _sync(part)
                part.rename(target)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        _sync(target.parent)


@contextmanager
def storage_errors(place: Path) -> Iterator[None]:
    """Turn what the operating system says about files into an error that names the place and a way out."""
    try:
        with full_disk(place):
            yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageFailed(f"Cannot write {error.filename or place}: {reason}", hint="heygen doctor") from error


@contextmanager
def full_disk(place: Path) -> Iterator[None]:
    """Turn a full disk alone into an error with a way out; anything else passes as it is."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise StorageFailed(
            f"The disk is full: {error.filename or place}",
            hint="free some space and run the command again; finished parts are kept",
            code="disk_full",
        ) from error


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise InvalidInput(f"There is no folder {folder}", param="--output", hint=f"mkdir -p '{folder}'")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StorageFailed(
            f"No right to write into {folder}", param="--output", hint="choose another place with --output"
        )


def _exists(target: Path) -> HeygenError:
    return FileExists(f"{target} exists already", param="--output", hint="--force replaces it; --output names another")


def _rename(part: Path, target: Path, *, overwrite: bool) -> None:
    if overwrite:
        part.replace(target)
        return
    try:
        # Unlike a rename, a link never replaces a file that appeared since we looked.
        os.link(part, target)
    except FileExistsError as error:
        raise _exists(target) from error
    except OSError as error:
        # File systems without links (FAT, some network drives) leave only look-then-rename.
        if error.errno in _FULL:
            raise
        if target.exists():
            raise _exists(target) from error
        part.replace(target)


@contextmanager
def _claimed(part: Path) -> Iterator[int]:
    """A new file of one's own, locked so that no other delivery sweeps it away."""
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o666)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _locked(part: Path) -> Iterator[None]:
    """What somebody else works on is not touched: raises BlockingIOError."""
    descriptor = os.open(part, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Remove the parts that killed processes left: nobody holds their locks."""
    for part in folder.glob(_PART.format("*", "*")):
        with suppress(OSError), _locked(part):
            if part.is_dir():
                shutil.rmtree(part)
            else:
                part.unlink()


def _sync(path: Path) -> None:
    """Make a file or a new name in a folder survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
