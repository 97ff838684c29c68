from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from heygen_cli.domain.errors import EngineMissing, InvalidInput
from heygen_cli.domain.voice import QUALITY_CLASSES
from heygen_cli.studio import speech
from heygen_cli.studio.speech import catalogue
from heygen_cli.studio.speech.engine import Sentence, Worker
from heygen_cli.studio.speech.language import detect, primary


def test_catalogue_is_best_first_and_unique() -> None:
    voices = speech.Speech().voices()
    ranks = [QUALITY_CLASSES.index(voice.quality) for voice in voices]
    assert ranks == sorted(ranks)
    assert len({voice.id for voice in voices}) == len(voices) > 100
    languages = {voice.id: voice.language for voice in voices}
    assert languages["espeak/en-us+klatt4"] == "en-US"
    assert languages["espeak/fr-fr"] == "fr-FR"
    assert languages["espeak/de"] == "de"


@pytest.mark.parametrize(
    ("gender", "voice_id"), [(None, "flite/rms"), ("male", "flite/rms"), ("female", "festival/slt")]
)
def test_auto_takes_the_best_of_the_gender(flite: str, festival: str, gender: str | None, voice_id: str) -> None:
    voice, event = speech.Speech().resolve("auto", "en-GB", gender=gender)
    assert (voice.id, event) == (voice_id, None)


@pytest.mark.usefixtures("without_flite")
@pytest.mark.parametrize(("gender", "voice_id"), [(None, "espeak/en-us+klatt4"), ("female", "espeak/en-us+f3")])
def test_auto_without_flite_says_so(gender: str | None, voice_id: str) -> None:
    voice, event = speech.Speech().resolve("auto", "en", gender=gender)
    assert voice.id == voice_id
    assert event
    assert (event.kind, event.code) == ("fallback", "voice_fallback")
    assert "apt-get install flite" in str(event.hint)


@pytest.mark.usefixtures("without_flite")
def test_missing_engine_says_how_to_install_it() -> None:
    with pytest.raises(EngineMissing) as failure:
        speech.Speech().resolve("flite/rms", None)
    assert "apt-get install flite" in str(failure.value.hint)
    assert not next(voice for voice in speech.Speech().voices() if voice.id == "flite/rms").available


@pytest.mark.parametrize(
    ("language", "voice_id"), [("de-AT", "espeak/de"), ("zh-CN", "espeak/cmn"), ("pt", "espeak/pt-br")]
)
def test_auto_speaks_the_language(language: str, voice_id: str) -> None:
    voice, event = speech.Speech().resolve("auto", language)
    assert voice.id == voice_id
    assert event


@pytest.mark.parametrize(
    ("wrong", "meant"), [("flite/rmss", "flite/rms"), ("rms", "flite/rms"), ("espeak/en-us+klat4", "klatt4")]
)
def test_unknown_voice_is_guessed(wrong: str, meant: str) -> None:
    with pytest.raises(InvalidInput) as failure:
        speech.Speech().resolve(wrong, None)
    assert meant in str(failure.value.hint)


def test_any_variant_of_espeak_can_be_asked_for() -> None:
    voice, event = speech.Speech().resolve("espeak/de+f2", None)
    assert (voice.language, voice.gender, event) == ("de", "female", None)
    with pytest.raises(InvalidInput):
        speech.Speech().resolve("espeak/de+nobody", None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The cat is on the mat and it sleeps.", "en"),
        ("Der Hund und die Katze sind nicht im Haus.", "de"),
        ("Le chat est sur la table avec les enfants.", "fr"),
        ("El perro está en la casa con los niños.", "es"),
        ("Il cane è nella casa con gli amici.", "it"),
        ("O cão não está em casa com os amigos.", "pt"),
        ("De hond is niet in het huis met een kat.", "nl"),
        ("Привет, как дела?", "ru"),
        ("Привіт, як твої справи, друже її?", "uk"),
        ("你好，世界", "zh"),
        ("これは日本語です", "ja"),
        ("안녕하세요", "ko"),
        ("مرحبا بالعالم", "ar"),
        ("שלום עולם", "he"),
        ("नमस्ते दुनिया", "hi"),
        ("HeyGen 2025", "en"),
        ("Two things make a good start: take a breath, then smile.", "en"),
        ("A casa é a minha, e a porta está aberta.", "pt"),
        ("", "en"),
        ("👍", "en"),
    ],
)
def test_language_is_detected(text: str, language: str) -> None:
    assert detect(text) == language


def test_chinese_has_one_name() -> None:
    assert primary("cmn-Latn") == primary("zh_CN") == "zh"


def test_importing_speech_is_cheap() -> None:
    code = (
        "import sys, heygen_cli.studio.speech; print([m for m in ('numpy', 'av', 'pocketsphinx') if m in sys.modules])"
    )
    root = Path(speech.__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_voice_that_is_listed_can_be_loaded() -> None:
    listed = [voice for voice in speech.Speech().voices() if voice.engine == "espeak"]
    engine = Worker("espeak", catalogue.library(listed[0]))
    try:
        refused = [voice.id for voice in listed if not engine.speak(Sentence(voice.id[7:], ("1. ",), 2.0)).pcm]
    finally:
        engine.close()
    assert refused == []
