"""Reading what the user wants to be said: from the line, a file or standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from heygen_cli.domain.errors import InvalidInput, StorageFailed

SIZE_LIMIT = 4 * 1024 * 1024  # bytes; far above any script, far below what would hurt
TEXT_FILES = (".txt", ".md")
STORYBOARD_FILES = (".yaml", ".yml", ".json")


def file_named_by(words: str) -> str | None:
    """The text file that a SCRIPT argument names, if it looks like one.

    Raises InvalidInput for what is meant as a file but is not one that holds a script.
    """
    suffix = Path(words).suffix.lower() if len(words) < 256 and "\n" not in words else ""
    if suffix in TEXT_FILES and (Path(words).is_file() or " " not in words):
        return words
    if suffix in STORYBOARD_FILES and Path(words).is_file():
        raise InvalidInput(
            f"{words} is a storyboard, not a script", param="SCRIPT", hint=f"heygen video create --storyboard '{words}'"
        )
    return None


def read_text(name: str, param: str) -> str:
    """The text of a file, or of standard input for ``-``."""
    data = _stdin(param) if name == "-" else _file(Path(name), param)
    place = "standard input" if name == "-" else name
    if len(data) > SIZE_LIMIT:
        raise InvalidInput(f"{place} is larger than {SIZE_LIMIT // 1024 // 1024} MiB", param=param)
    if b"\0" in data:
        raise InvalidInput(f"{place} is not a text file", param=param, hint="give a file of UTF-8 text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InvalidInput(
            f"{place} is not UTF-8 text (line {line})", param=param, hint="save it as UTF-8, or give another file"
        ) from error


def _stdin(param: str) -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        raise InvalidInput(
            "Nothing comes in on standard input", param=param, hint="pipe some text in, or name a file in place of -"
        )
    return sys.stdin.buffer.read(SIZE_LIMIT + 1)


def _file(path: Path, param: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(SIZE_LIMIT + 1)
    except FileNotFoundError as error:
        raise InvalidInput(f"There is no file {path}", param=param) from error
    except IsADirectoryError as error:
        raise InvalidInput(f"{path} is a folder, not a file", param=param) from error
    except OSError as error:
        raise StorageFailed(f"Cannot read {path}: {error.strerror}", param=param, hint="check its rights") from error
