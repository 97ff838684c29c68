"""The user's own lexicon: how words are to be read, kept in small TOML files that people edit too.

``[words]`` holds for every language, ``[de]`` only for German; an entry is ``nginx = "engine x"`` or
``Kubernetes = { ipa = "kuːbərˈnɛtiːz" }``.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, cast

from heygen_cli.domain.errors import InvalidInput, Location, NotFound
from heygen_cli.domain.lexicon import ALPHABETS, Alphabet, Pronunciation
from heygen_cli.studio.speech import respelling
from heygen_cli.studio.speech.language import primary

FILE = "lexicon.toml"
_EVERY = "words"
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_EXAMPLE = '[words]\nnginx = "engine x"'


class Lexicon:
    """Words and how they are read; case does not matter. A later entry wins, and one for a language over all."""

    def __init__(self, entries: Iterable[Pronunciation] = ()) -> None:
        self._entries = {_key(entry): entry for entry in entries}

    def get(self, word: str, language: str) -> Pronunciation | None:
        """How a word is read."""
        folded = _folded(word)
        return self._entries.get((primary(language), folded)) or self._entries.get((_EVERY, folded))

    def used_in(self, text: str) -> dict[str, str]:
        """The entries that a text may need: what a change of the lexicon changes is rendered again, nothing else."""
        present = set(re.findall(r"[\w.+#'-]+", _folded(text)))
        stems = {word.removesuffix("'s").strip(".'-") for word in present} | present
        return {
            " ".join(key): f"{entry.alphabet} {entry.said}"
            for key, entry in sorted(self._entries.items())
            if key[1] in stems
        }


class LexiconFiles:
    """Lexicons in files, a later one winning over those before it: the user's, then the project's."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths

    def lexicon(self) -> Lexicon:
        """All entries together; raises InvalidInput with the file and the word of a fault."""
        return Lexicon(self.entries())

    def entries(self) -> list[Pronunciation]:
        """Every entry of every file, the user's first."""
        return [entry for path in self._paths for entry in read(path)]

    def add(self, entry: Pronunciation) -> Path:
        """Put an entry into the user's file, in place of an older one; returns the file.

        Raises:
            InvalidInput: When the file's entries would then explain each other in a circle.
        """
        path = self._paths[0]
        entries = [*(old for old in read(path) if _key(old) != _key(entry)), entry]
        _check(entries, path)
        _write(path, entries)
        return path

    def remove(self, word: str, language: str | None = None) -> Path:
        """Take a word out of the user's file; raises NotFound."""
        path = self._paths[0]
        entries = read(path)
        wanted = (primary(language) if language else _EVERY, _folded(word))
        kept = [old for old in entries if _key(old) != wanted]
        if len(kept) == len(entries):
            raise NotFound(f'"{word}" is not in {path}', hint="heygen voice lexicon list")
        _write(path, kept)
        return path


def read(path: Path) -> list[Pronunciation]:
    """The entries of a file, none when it is not there; raises InvalidInput."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as problem:
        raise InvalidInput(f"The lexicon cannot be read: {problem}", location=Location(str(path))) from problem
    entries = [entry for table, words in data.items() for entry in _table(table, words, path)]
    _check(entries, path)
    return entries


def _table(table: str, words: object, path: Path) -> Iterator[Pronunciation]:
    if not isinstance(words, dict) or not (table == _EVERY or _LANGUAGE.fullmatch(table)):
        raise InvalidInput(
            "A lexicon has a table [words], and one for each language such as [de]",
            hint=_EXAMPLE,
            location=Location(str(path), path=table),
        )
    for word, value in words.items():
        try:
            yield _entry(table, word, value, path)
        except InvalidInput as fault:
            raise InvalidInput(
                fault.message, hint=fault.hint, location=Location(str(path), path=f"{table}.{word}")
            ) from fault


def _entry(table: str, word: str, value: Any, path: Path) -> Pronunciation:
    ((alphabet, said),) = value.items() if isinstance(value, dict) and len(value) == 1 else [("words", value)]
    if not isinstance(said, str) or alphabet not in ALPHABETS:
        raise InvalidInput(
            f'What is said for "{word}" must be words, such as "engine x", or {{ ipa = … }} or {{ arpabet = … }}'
        )
    return Pronunciation(word, said, cast("Alphabet", alphabet), None if table == _EVERY else table, str(path))


def _folded(text: str) -> str:
    return text.replace("’", "'").casefold()


def _key(entry: Pronunciation) -> tuple[str, str]:
    return primary(entry.language) if entry.language else _EVERY, _folded(entry.word)


def _place(entry: Pronunciation, path: Path) -> Location:
    return Location(str(path), path=f"{entry.language or _EVERY}.{entry.word}")


def _check(entries: Sequence[Pronunciation], path: Path) -> None:
    for entry in entries:
        wrong = "" if entry.alphabet == "words" else respelling.strange(entry.said, entry.alphabet)
        if wrong:
            raise InvalidInput(f'"{wrong}" is no sound of {entry.alphabet.upper()}', location=_place(entry, path))
    words = {_folded(entry.word): _folded(entry.said).split() for entry in entries if entry.alphabet == "words"}
    for word in words:
        _walk(word, (), words, path)


def _walk(word: str, seen: tuple[str, ...], words: Mapping[str, Sequence[str]], path: Path) -> None:
    """Refuse words that are explained by themselves, at once or in a circle."""
    if word in seen:
        circle = " → ".join((*seen[seen.index(word) :], word))
        raise InvalidInput(
            f"The lexicon turns in a circle: {circle}",
            hint="spell the word as it sounds, not with itself",
            location=Location(str(path), path=word),
        )
    for part in words.get(word, ()):
        if part in words:
            _walk(part, (*seen, word), words, path)


def _write(path: Path, entries: Sequence[Pronunciation]) -> None:
    lines = ["# How words are read: heygen voice lexicon"]
    # [words] first, then the languages.
    order = sorted(entries, key=lambda entry: (entry.language or "", _folded(entry.word)))
    for language, table in groupby(order, key=lambda entry: entry.language):
        lines.append(f"[{language or _EVERY}]")
        lines += [f"{_quoted(entry.word)} = {_value(entry)}" for entry in table]
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".tmp")
    part.write_text("\n".join([*lines, ""]), "utf-8")
    part.replace(path)


def _value(entry: Pronunciation) -> str:
    said = _quoted(entry.said)
    return said if entry.alphabet == "words" else f"{{ {entry.alphabet} = {said} }}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
