"""The user's lexicon: words are said as it tells, shown as they are written, and nothing turns in a circle."""

from __future__ import annotations

from pathlib import Path

import pytest

from heygen_cli.domain.errors import InvalidInput, NotFound
from heygen_cli.studio.speech import Speech, plan, respelling
from heygen_cli.studio.speech.pronunciation import Lexicon, LexiconFiles


def test_a_word_is_said_as_told_and_shown_as_written() -> None:
    lexicon = Lexicon({"Kubernetes": "koo ber net eez"})
    reading = plan.make("kubernetes' and Kubernetes’s: KUBERNETES.", "en", lexicon=lexicon)
    words = [word.text for chunk in reading.chunks for word in chunk.words]
    assert words == [*["koo", "ber", "net", "eez", "and", "koo", "ber", "net", "eezs", "koo", "ber", "net", "eez"]]
    assert [token.text for token in reading.tokens] == ["kubernetes'", "and", "Kubernetes’s:", "KUBERNETES."]


def test_the_project_wins_over_the_user(tmp_path: Path) -> None:
    mine, project = tmp_path / "mine.toml", tmp_path / "lexicon.toml"
    files = LexiconFiles([mine, project])
    assert files.add("GIF", "jif") == mine
    files.add("nginx", "engine x")
    project.write_text('[words]\ngif = "gift"\n')
    assert files.lexicon().get("Gif") == "gift"
    assert files.lexicon().get("NGINX") == "engine x"
    assert [(word, said) for word, said, _ in files.entries()] == [
        ("GIF", "jif"),
        ("nginx", "engine x"),
        ("gif", "gift"),
    ]
    files.add("gif", "jiff")
    assert 'gif = "jiff"' in mine.read_text().replace('"gif"', "gif")
    assert "GIF" not in mine.read_text()
    files.remove("NGINX")
    assert files.lexicon().get("nginx") is None
    with pytest.raises(NotFound):
        files.remove("nginx")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[words]\na = "b"\nb = "c a"', "circle: a → b → a"),
        ('[words]\nnginx = "nginx"', "circle"),
        ('[words]\nnginx = ""', "must be words"),
        ("[words]\nnginx = 3", "must be words"),
        ('[words]\n"two words" = "x"', "one word"),
        ('[word]\na = "b"', r"\[words\]"),
        ("[words", "not valid TOML"),
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
    files.add("a", "b")
    with pytest.raises(InvalidInput, match="circle"):
        files.add("b", "a")
    assert [word for word, _, _ in files.entries()] == ["a"]


def test_only_entries_that_a_script_uses_are_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text('[words]\nnginx = "engine x"\n"C++" = "see plus plus"\nada = "ay da"\n')
    speech = Speech(lexicons=[path])
    assert speech.pronunciations("Use C++ for NGINX's core.") == {"c++": "see plus plus", "nginx": "engine x"}
    assert speech.pronunciations("Nothing here.") == {}


@pytest.mark.parametrize(
    ("sounds", "alphabet", "spelled"),
    [("təˈmeɪtoʊ", "ipa", "tuh may toh"), ("ˈtʃɛk", "ipa", "chehk"), ("HH EH1 L OW0", "x-arpabet", "heh loh")],
)
def test_phonetic_spellings_become_readable(sounds: str, alphabet: str, spelled: str) -> None:
    assert respelling.of(sounds, alphabet) == spelled
