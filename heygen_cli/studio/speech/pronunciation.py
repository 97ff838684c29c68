"""The user's own lexicon: how words are to be read, kept in a small TOML file that people edit too."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from heygen_cli.domain.errors import InvalidInput, Location, NotFound

FILE = "lexicon.toml"
_TABLE = "words"
_LONGEST = 200


class Lexicon:
    """Words and what is said instead of them, such as ``nginx`` and ``engine x``. Case does not matter."""

    def __init__(self, words: Mapping[str, str] | None = None) -> None:
        self._words = {word.casefold(): said for word, said in (words or {}).items()}

    def get(self, word: str) -> str | None:
        """What is said for a word; a possessive is said with its s."""
        folded = word.replace("’", "'").casefold()
        if folded in self._words:
            return self._words[folded]
        stem = folded.removesuffix("'s")
        return f"{self._words[stem]}s" if stem != folded and stem in self._words else None

    def used_in(self, text: str) -> dict[str, str]:
        """The entries that a text may need: what a change of the lexicon changes is rendered again, nothing else."""
        present = set(re.findall(r"[\w.+#'-]+", text.casefold().replace("’", "'")))
        stems = {word.removesuffix("'s").strip(".'-") for word in present} | present
        return {word: said for word, said in sorted(self._words.items()) if word in stems}


class LexiconFiles:
    """Lexicons in files, a later one winning over those before it: the user's, then the project's."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths

    def lexicon(self) -> Lexicon:
        """All entries together; raises InvalidInput with the file and the word of a fault."""
        return Lexicon({word: said for path in self._paths for word, said in read(path).items()})

    def entries(self) -> list[tuple[str, str, Path]]:
        """Every word, what is said for it, and the file that says so."""
        return [(word, said, path) for path in self._paths for word, said in sorted(read(path).items())]

    def add(self, word: str, said: str) -> Path:
        """Put a word into the user's file, in place of an older entry; returns the file."""
        path = self._paths[0]
        words = {**{old: value for old, value in read(path).items() if old.casefold() != word.casefold()}, word: said}
        _check(words, path)
        _write(path, words)
        return path

    def remove(self, word: str) -> Path:
        """Take a word out of the user's file; raises NotFound."""
        path = self._paths[0]
        words = read(path)
        kept = {old: said for old, said in words.items() if old.casefold() != word.casefold()}
        if len(kept) == len(words):
            raise NotFound(f'"{word}" is not in {path}', hint="heygen voice lexicon list")
        _write(path, kept)
        return path


def read(path: Path) -> dict[str, str]:
    """The entries of a file, none when it is not there; raises InvalidInput."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise InvalidInput(f"The lexicon is not valid TOML: {problem}", location=Location(str(path))) from problem
    words = data.get(_TABLE, {})
    if not isinstance(words, dict) or set(data) - {_TABLE}:
        raise InvalidInput("A lexicon has one table, [words]", hint="[words]\nnginx = \"engine x\"",
                           location=Location(str(path)))  # fmt: skip
    _check(words, path)
    return words


def _check(words: Mapping[str, object], path: Path) -> None:
    for word, said in words.items():
        problem = _problem(word, said)
        if problem:
            raise InvalidInput(problem, location=Location(str(path), path=f"{_TABLE}.{word}"))
    folded = {word.casefold(): str(said).casefold().split() for word, said in words.items()}
    for word in folded:
        _walk(word, (), folded, path)


def _problem(word: str, said: object) -> str | None:
    if not word.strip() or len(word.split()) != 1:
        return f'"{word}" must be one word'
    if not isinstance(said, str) or not any(char.isalnum() for char in said):
        return f'What is said for "{word}" must be words, such as "engine x"'
    return f'What is said for "{word}" is too long' if len(said) > _LONGEST else None


def _walk(word: str, seen: tuple[str, ...], words: Mapping[str, Sequence[str]], path: Path) -> None:
    """Refuse words that are explained by themselves, at once or in a circle."""
    if word in seen:
        circle = " → ".join((*seen[seen.index(word) :], word))
        raise InvalidInput(
            f"The lexicon turns in a circle: {circle}",
            hint="spell the word as it sounds, not with itself",
            location=Location(str(path), path=f"{_TABLE}.{word}"),
        )
    for part in words.get(word, ()):
        if part in words:
            _walk(part, (*seen, word), words, path)


def _write(path: Path, words: Mapping[str, str]) -> None:
    lines = [f"{json.dumps(word, ensure_ascii=False)} = {json.dumps(said, ensure_ascii=False)}" for word, said in
             sorted(words.items(), key=lambda entry: entry[0].casefold())]  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".tmp")
    part.write_text("\n".join(["# How words are read: heygen voice lexicon", f"[{_TABLE}]", *lines, ""]), "utf-8")
    part.replace(path)
