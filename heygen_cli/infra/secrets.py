"""Credentials: from the environment, else from the system's keyring, else from a file that only its owner may read."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from heygen_cli.domain.errors import StorageFailed

# The name under which the keyring keeps our entries: `keyring set heygen OPENAI_API_KEY`.
SERVICE = "heygen"


class Secrets:
    """Looks credentials up by the name of their environment variable, and keeps those that the user gives.

    ``file`` holds lines of NAME=value, for machines without a keyring.
    """

    def __init__(
        self,
        environ: Mapping[str, str] = os.environ,
        ask_keyring: Callable[[str, str], str | None] | None = None,
        file: Path | None = None,
    ) -> None:
        self._environ = environ
        self._ask_keyring = ask_keyring or _keyring
        self._file = file

    def get(self, name: str) -> str | None:
        """The credential, or None where there is none; the environment wins."""
        found = self.find(name)
        return found[0] if found else None

    def find(self, name: str) -> tuple[str, str] | None:
        """The credential and where it is from: ``environment``, ``keyring`` or the path of the file."""
        if given := self._environ.get(name, "").strip():
            return given, f"{name} in the environment"
        if kept := (self._ask_keyring(SERVICE, name) or "").strip():
            return kept, "the system's keyring"
        if self._file and (written := self._lines().get(name)):
            return written, str(self._file)
        return None

    def keep(self, name: str, value: str) -> str:
        """Keep a credential and return where: in the keyring when there is one, else in the file."""
        if _put_into_keyring(SERVICE, name, value):
            return "the system's keyring"
        self._write({**self._lines(), name: value})
        return str(self._file)

    def forget(self, name: str) -> bool:
        """Forget a credential that was kept; whether there was one."""
        gone = _remove_from_keyring(SERVICE, name)
        lines = self._lines()
        if name in lines:
            del lines[name]
            self._write(lines)
            gone = True
        return gone

    def _lines(self) -> dict[str, str]:
        try:
            text = self._file.read_text("utf-8") if self._file else ""
        except (OSError, UnicodeDecodeError):
            return {}
        pairs = (line.partition("=") for line in text.splitlines() if "=" in line)
        return {name.strip(): value.strip() for name, _, value in pairs}

    def _write(self, lines: Mapping[str, str]) -> None:
        if self._file is None:
            raise StorageFailed("There is no place to keep credentials", hint="set HEYGEN_HOME")
        part = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.writelines(f"{name}={value}\n" for name, value in lines.items())
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._file)
        except OSError as problem:
            part.unlink(missing_ok=True)
            raise StorageFailed(f"Cannot write {self._file}: {problem.strerror}") from problem


def _keyring(service: str, name: str) -> str | None:
    """What the system's keyring holds. Having none, or one that is locked or broken, is like having no entry."""
    try:
        import keyring
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password(service, name)
    except Exception:  # noqa: BLE001 - every backend fails in its own way, and none of them may stop a render
        return None
    return found


def _put_into_keyring(service: str, name: str, value: str) -> bool:
    try:
        import keyring

        keyring.set_password(service, name, value)
    except Exception:  # noqa: BLE001 - without a keyring that works the file is the place
        return False
    return _keyring(service, name) == value


def _remove_from_keyring(service: str, name: str) -> bool:
    if _keyring(service, name) is None:
        return False
    with suppress(Exception):
        import keyring

        keyring.delete_password(service, name)
    return True
