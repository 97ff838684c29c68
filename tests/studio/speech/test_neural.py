from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from heygen_cli.domain.errors import EngineMissing, InvalidInput, NotFound, RenderFailed
from heygen_cli.domain.speech import SpeechRequest, SpeechTrack
from heygen_cli.services.model import ModelService
from heygen_cli.studio.speech import Speech, durations, models, neural, sound
from heygen_cli.studio.speech import shelf as shelves
from heygen_cli.studio.speech.engine import Sentence, Worker
from heygen_cli.studio.speech.kokoro import _written
from heygen_cli.studio.speech.neural import Letter
from heygen_cli.studio.speech.shelf import Shelf
from tests.fakes import FakeProgress
from tests.infra.test_download import Downloads
from tests.studio.speech import networks

TEXT = "Hello there, the middle of the room is bright. Is it?"
WORDS = ("Hello ", "there, ", "the ", "middle ", "of ", "the ", "room. ")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two piper voices, of which one keeps its durations to itself, and kokoro."""
    root = tmp_path_factory.mktemp("models")
    install(root, "tone", networks.piper(root / "tone", speakers=2))
    install(root, "mute", networks.piper(root / "mute", ceilings=2))
    install(root, "kokoro", networks.kokoro(root / "kokoro"))
    return root / "voices"


def install(root: Path, name: str, source: Path) -> None:
    service = ModelService(shelf=Shelf(root / "voices"), fetcher=Downloads())
    service.install(name, source=str(source), accept_licence=True, progress=FakeProgress())


def speak(folder: Path, voice: str, out: Path, **how: float) -> SpeechTrack:
    return Speech(models=folder).synthesise(SpeechRequest(TEXT, voice, **how), out)


@pytest.mark.parametrize("voice", ["piper/tone", "piper/tone+p1", "kokoro/af_heart"])
def test_a_network_speaks_with_its_own_times(folder: Path, tmp_path: Path, voice: str) -> None:
    track = speak(folder, voice, tmp_path / "a")
    assert (track.timing, track.voice, track.engine) == ("native", voice, voice.partition("/")[0])
    assert " ".join(word.spoken for word in track.words) == "Hello there the middle of the room is bright Is it"
    ends = [phone.end for phone in track.phones]
    assert ends == sorted(ends)
    assert ends[-1] < track.length
    assert "".join(phone.ipa for phone in track.phones[:4]) == "həloʊ"
    assert track.phones[3].stress == 1
    samples, _ = sound.read_wav(tmp_path / "a" / track.pcm)
    first, last = track.words[0].start, track.words[-1].end
    loud = np.abs(samples) > 0.05
    assert loud[first:last].mean() > 0.6
    assert not loud[: first - track.rate // 20].any()
    slow = speak(folder, voice, tmp_path / "b", speed=0.5)
    assert slow.words[0].end - slow.words[0].start > 1.7 * (track.words[0].end - track.words[0].start)


def test_sounds_last_as_long_as_they_are_heard(folder: Path) -> None:
    """Every sound of the network is a tone of its own length, so its times can be computed."""
    utterance = worker_speaks(folder, "piper", "tone", WORDS)
    frame, pad = networks.HOP * 6, networks.HOP * 6
    first, *rest = utterance.sounds
    assert (first.word, first.end - first.start) == (None, frame + pad)  # ^ and its pad
    for item in rest:
        if item.word is not None:
            assert item.end - item.start == len(item.symbol) * (frame + pad)
    assert rest[-1].end + frame == len(utterance.pcm) // 2  # $ ends it


def test_the_same_sentence_sounds_the_same(folder: Path) -> None:
    """Though the networks draw random numbers."""
    library = f"{folder / 'piper'}|{espeak(folder)}"
    one, other = Worker("piper", library), Worker("piper", library)
    try:
        sentence = Sentence("tone", WORDS, 1.0)
        first = one.speak(sentence)
        one.speak(Sentence("mute", ("No. ",), 1.0))
        assert one.speak(sentence) == first == other.speak(sentence)
    finally:
        one.close()
        other.close()


def test_without_durations_times_are_guessed_and_said_to_be(folder: Path, tmp_path: Path) -> None:
    track = speak(folder, "piper/mute", tmp_path)
    truth = speak(folder, "piper/tone", tmp_path)
    assert track.timing == "estimated"
    assert len(track.phones) == len(truth.phones)
    errors = [abs(a.start - b.start) / track.rate for a, b in zip(track.words, truth.words, strict=True)]
    assert max(errors) < 0.5


def test_words_said_as_one_have_no_space_between_them(folder: Path) -> None:
    from heygen_cli.studio.speech.espeak import Espeak

    letters = neural.spell(Espeak(espeak(folder)), "en-us", list(WORDS))
    assert "".join(letter.symbol for letter in letters) == "həlˈoʊ ðˈɛɹ, ðə mˈɪdəl ʌvðə ɹˈuːm."
    assert {letter.word for letter in letters if letter.word is not None} == set(range(len(WORDS)))
    assert letters[-1] == Letter(".", None)


@pytest.mark.parametrize(
    ("symbol", "american", "british"),
    [("ˈoʊ", "ˈO", "ˈO"), ("əʊ", "Q", "Q"), ("tʃ", "ʧ", "ʧ"), ("ˌaɪɚ", "ˌIəɹ", "ˌIəɹ"), ("ˈɜː", "ˈɜɹ", "ˈɜː"),
     ("n̩", "ᵊn", "ᵊn"), ("əl", "ᵊl", "ᵊl"), ("ɐ", "ə", "ə"), ("eə", "eə", "ɛː"), (" ", " ", " ")],
)  # fmt: skip
def test_kokoro_has_letters_of_its_own(symbol: str, american: str, british: str) -> None:
    assert (_written(symbol, "a"), _written(symbol, "b")) == (american, british)


def test_auto_prefers_a_neural_voice_of_the_gender(folder: Path, tmp_path: Path, festival: str) -> None:
    speech = Speech(models=folder)
    assert speech.resolve("auto", "en", gender="female") == (voice_of(speech, "kokoro/af_heart"), None)
    assert speech.resolve("auto", "en", gender="male")[0].id == "kokoro/am_michael"
    assert [voice.id for voice in speech.voices()][:3] == ["kokoro/af_heart", "kokoro/am_michael", "piper/mute"]
    # A neural man does not speak for a woman where a clear woman's voice is.
    manifest = {"name": "norman", "engine": "piper", "licence": "x", "rate": 22050, "files": {}}
    home = tmp_path / "piper" / "norman"
    home.mkdir(parents=True)
    voice = {"name": "norman", "language": "en-US", "gender": "male"}
    (home / "manifest.json").write_text(json.dumps({**manifest, "voices": [voice]}))
    assert Speech(models=tmp_path).resolve("auto", "en", gender="female")[0].id == festival
    assert Speech(models=tmp_path).resolve("auto", "en", gender="male")[0].id == "piper/norman"


def test_without_the_runtime_it_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EngineMissing) as failure:
        Speech(models=folder).resolve("piper/tone", None)
    assert failure.value.hint == 'pip install "heygen-cli[neural]"'
    assert Speech(models=folder).resolve("auto", "en")[0].engine != "piper"


def test_an_unknown_speaker_is_refused(folder: Path) -> None:
    with pytest.raises(RenderFailed, match="no speaker 'p9'"):
        worker_speaks(folder, "piper", "tone+p9", WORDS)
    with pytest.raises(InvalidInput):
        Speech(models=folder).resolve("piper/tone+p9", None)


def test_kokoro_refuses_what_is_too_long(folder: Path) -> None:
    with pytest.raises(RenderFailed, match="510 sounds"):
        worker_speaks(folder, "kokoro", "af_heart", tuple(["strengths "] * 100))


def test_the_network_keeps_its_own_bytes(folder: Path) -> None:
    manifest = json.loads((folder / "piper/tone/manifest.json").read_text())
    source = folder.parent / "tone/en_US-tone-medium.onnx"
    installed = (folder / "piper/tone/model.onnx").read_bytes()
    assert installed.startswith(source.read_bytes())
    assert 0 < len(installed) - source.stat().st_size < 100
    assert manifest["files"]["model.onnx"]["sha256"] == Downloads().fetch(source.as_uri(), folder / "copy")
    assert durations.tail(folder / "piper/tone/model.onnx") == b""
    assert durations.tail(folder / "piper/mute/model.onnx") is None


@pytest.mark.parametrize("content", [b"not a network", b"\x3a\xff", b"\x3a\x05ab", b"\xff" * 12, b"\x0f"])
def test_a_file_that_is_no_network_is_refused(tmp_path: Path, content: bytes) -> None:
    source = networks.piper(tmp_path / "source")
    (source / "en_US-tone-medium.onnx").write_bytes(content)
    with pytest.raises(InvalidInput) as failure:
        install(tmp_path, "tone", source)
    assert failure.value.error_code == "not_a_voice"
    assert list((tmp_path / "voices").rglob("*.onnx")) == []


def test_another_network_of_the_same_name_is_another_voice(tmp_path: Path) -> None:
    speech = Speech(models=tmp_path / "voices")
    install(tmp_path, "tone", networks.piper(tmp_path / "source"))
    before = speech.identity(voice_of(speech, "piper/tone"))
    assert before == speech.identity(voice_of(speech, "piper/tone"))
    install(tmp_path, "tone", networks.piper(tmp_path / "source", ceilings=2))
    assert before != speech.identity(voice_of(speech, "piper/tone"))
    assert speech.identity(voice_of(speech, "espeak/en-us")) == {}


def test_half_an_install_is_not_a_voice(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "voices")
    install(tmp_path, "tone", networks.piper(tmp_path / "source"))
    assert shelf.unfinished() == []
    shelf.staging(models.find("norman"))
    by_hand = tmp_path / "voices/piper/mine"
    by_hand.mkdir()
    (tmp_path / "voices/piper/tone/model.onnx").write_bytes(b"cut off")
    (voice,) = shelf.voices()
    assert (voice.id, voice.available, voice.install_hint) == ("piper/tone", False, "heygen voice install tone")
    assert [path.name for path in shelf.unfinished()] == [".norman.part", "mine", "tone"]
    for name in ("norman", "mine", "tone"):
        shelf.remove(name)
    assert shelf.unfinished() == shelf.voices() == []
    for name in ("tone", "..", "../piper"):
        with pytest.raises(NotFound):
            shelf.remove(name)


def test_a_damaged_manifest_is_ignored(tmp_path: Path) -> None:
    install(tmp_path, "tone", networks.piper(tmp_path / "source"))
    for text in ("{", "[]", "{}"):
        (tmp_path / "voices/piper/tone/manifest.json").write_text(text)
        assert Shelf(tmp_path / "voices").voices() == []
        assert len(Shelf(tmp_path / "voices").unfinished()) == 1


def espeak(folder: Path) -> str:
    return Speech(models=folder)._voices.library(voice_of(Speech(models=folder), "espeak/en-us"))


def voice_of(speech: Speech, voice_id: str):
    return next(voice for voice in speech.voices() if voice.id == voice_id)


def worker_speaks(folder: Path, engine: str, voice: str, words: tuple[str, ...]):
    home = folder / ("kokoro/kokoro" if engine == "kokoro" else "piper")
    worker = Worker(engine, f"{home}|{espeak(folder)}")
    try:
        return worker.speak(Sentence(voice, words, 1.0))
    finally:
        worker.close()
