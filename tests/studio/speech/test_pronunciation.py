"""The user's lexicon: words are said as it tells, shown as they are written, and nothing turns in a circle."""

from __future__ import annotations

from pathlib import Path

import pytest

from heygen_cli.domain.errors import InvalidInput, NotFound
from heygen_cli.domain.lexicon import Alphabet, Pronunciation
from heygen_cli.studio.speech import Speech, plan, respelling
from heygen_cli.studio.speech.pronunciation import Lexicon, LexiconFiles


def test_a_word_is_said_as_told_and_shown_as_written() -> None:
    lexicon = Lexicon([Pronunciation("Kubernetes", "koo-ber-NET-eez")])
    reading = plan.make("kubernetes' and Kubernetes’s: KUBERNETES.", "en", lexicon=lexicon)
    words = [word.text for chunk in reading.chunks for word in chunk.words]
    assert words == [*["koo", "ber", "net", "eez", "and", "koo", "ber", "net", "eezs", "koo", "ber", "net", "eez"]]
    assert [token.text for token in reading.tokens] == ["kubernetes'", "and", "Kubernetes’s:", "KUBERNETES."]


def test_the_project_wins_over_the_user(tmp_path: Path) -> None:
    mine, project = tmp_path / "mine.toml", tmp_path / "lexicon.toml"
    files = LexiconFiles([mine, project])
    assert files.add(Pronunciation("GIF", "jif")) == mine
    files.add(Pronunciation("nginx", "engine x"))
    project.write_text('[words]\ngif = "gift"\n')
    assert said(files, "Gif") == "gift"
    assert said(files, "NGINX") == "engine x"
    assert [(entry.word, entry.said, entry.place) for entry in files.entries()] == [
        ("GIF", "jif", str(mine)),
        ("nginx", "engine x", str(mine)),
        ("gif", "gift", str(project)),
    ]
    files.add(Pronunciation("gif", "jiff"))
    assert 'gif = "jiff"' in mine.read_text().replace('"gif"', "gif")
    assert "GIF" not in mine.read_text()
    files.remove("NGINX")
    assert said(files, "nginx") is None
    with pytest.raises(NotFound):
        files.remove("nginx")


def said(files: LexiconFiles, word: str, language: str = "en") -> str | None:
    entry = files.lexicon().get(word, language)
    return entry.said if entry else None


def test_an_entry_of_a_language_wins_in_that_language(tmp_path: Path) -> None:
    files = LexiconFiles([tmp_path / "deep" / "lexicon.toml"])
    files.add(Pronunciation("Chemie", "shemmy"))
    files.add(Pronunciation("chemie", "kemie", language="de"))
    assert (said(files, "Chemie"), said(files, "Chemie", "de-DE")) == ("shemmy", "kemie")
    files.remove("Chemie", "de")
    assert said(files, "Chemie", "de") == "shemmy"


@pytest.mark.parametrize(
    ("alphabet", "sounds", "words"),
    [("ipa", "kuːbərˈnɛtiːz", "koo ber neh teez"), ("arpabet", "K UW2 B ER0 N EH1 T IY0 Z", "koo bur neh teez")],
)
def test_sounds_are_kept_and_spelled_for_the_voice(tmp_path: Path, alphabet: Alphabet, sounds: str, words: str) -> None:
    files = LexiconFiles([tmp_path / "lexicon.toml"])
    files.add(Pronunciation("Kubernetes", sounds, alphabet))
    (entry,) = files.entries()
    assert (entry.said, entry.alphabet) == (sounds, alphabet)
    made = plan.make("kubernetes", "en", lexicon=files.lexicon())
    assert " ".join(word.text for chunk in made.chunks for word in chunk.words) == words


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[words]\na = "b"\nb = "c a"', "circle: a → b → a"),
        ('[words]\nnginx = "nginx"', "circle"),
        ('[words]\nnginx = ""', "must be words"),
        ("[words]\nnginx = 3", "must be words"),
        ('[words]\n"two words" = "x"', "one word"),
        ('[word]\na = "b"', r"\[words\]"),
        ("[words", "cannot be read"),
        ('[words]\na = { sampa = "b" }', "ipa"),
    ],
)
def test_a_faulty_lexicon_is_told_with_its_file(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text(content)
    with pytest.raises(InvalidInput, match=told) as caught:
        LexiconFiles([path]).lexicon()
    assert caught.value.location
    assert caught.value.location.file == str(path)


def test_a_circle_is_not_even_written(tmp_path: Path) -> None:
    files = LexiconFiles([tmp_path / "mine.toml"])
    files.add(Pronunciation("a", "b"))
    with pytest.raises(InvalidInput, match="circle"):
        files.add(Pronunciation("b", "a"))
    assert [entry.word for entry in files.entries()] == ["a"]


def test_only_entries_that_a_script_uses_are_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text('[words]\nnginx = "engine x"\n"C++" = "see plus plus"\nada = "ay da"\n')
    speech = Speech(lexicons=[path])
    assert speech.pronunciations("Use C++ for NGINX's core.") == {
        "words c++": "words see plus plus",
        "words nginx": "words engine x",
    }
    assert speech.pronunciations("Nothing here.") == {}


@pytest.mark.parametrize(
    ("sounds", "alphabet", "spelled"),
    [("təˈmeɪtoʊ", "ipa", "tuh may toh"), ("ˈtʃɛk", "ipa", "chehk"), ("HH EH1 L OW0", "x-arpabet", "heh loh")],
)
def test_phonetic_spellings_become_readable(sounds: str, alphabet: str, spelled: str) -> None:
    assert respelling.of(sounds, alphabet) == spelled
