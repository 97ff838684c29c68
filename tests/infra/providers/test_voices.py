"""Voices of providers, spoken to on this machine: what is sent, what is made of the answer, what it may cost."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from heygen_cli.domain.errors import AuthRequired, EngineMissing, RenderFailed
from heygen_cli.domain.speech import SpeechRequest
from heygen_cli.infra.providers import aws
from heygen_cli.infra.providers.openai import OpenAI
from heygen_cli.infra.providers.polly import Polly
from heygen_cli.infra.providers.signature import Credentials, signed
from heygen_cli.infra.secrets import Secrets
from heygen_cli.studio.speech import Speech
from tests.infra.providers.conftest import Answer, Loopback

TEXT = "Hello everybody. We sell seven umbrellas."
KEY = "sk-very-secret-key"


def _nobody(_service: str, _name: str) -> None:
    return None


@pytest.fixture(scope="module")
def sentence(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A real sentence, as a server would send it."""
    folder = tmp_path_factory.mktemp("sentence")
    Speech().synthesise(SpeechRequest("We sell seven umbrellas.", "espeak/en-us+klatt4"), folder)
    return (folder / "speech.wav").read_bytes()


def _openai(server: Loopback) -> OpenAI:
    environ = {"HEYGEN_SPEECH_API_KEY": KEY, "HEYGEN_SPEECH_URL": server.url}
    return OpenAI(Secrets(environ, _nobody), environ)


def test_an_openai_voice_speaks_and_is_paid_once(server: Loopback, sentence: bytes, tmp_path: Path) -> None:
    server.answers = [Answer(200, sentence)]
    speech = Speech(providers=[_openai(server)], recitals=tmp_path / "kept")
    track = speech.synthesise(SpeechRequest(TEXT, "openai/nova"), tmp_path / "a")
    assert {json.loads(heard.body)["input"] for heard in server.heard} == {
        "Hello everybody.",
        "We sell seven umbrellas.",
    }
    sent = json.loads(server.heard[0].body)
    assert (sent["voice"], sent["response_format"]) == ("nova", "wav")
    assert server.heard[0].headers["authorization"] == f"Bearer {KEY}"
    assert [word.spoken.lower() for word in track.words] == ["hello", "everybody", "we", "sell", "seven", "umbrellas"]
    assert all(word.end > word.start and word.phones[1] > word.phones[0] for word in track.words)
    again = speech.synthesise(SpeechRequest(TEXT, "openai/nova"), tmp_path / "b")
    assert len(server.heard) == 2
    assert again == track
    kept = "".join(path.read_text() for path in (tmp_path / "kept").iterdir())
    assert KEY not in kept + (tmp_path / "a" / "speech.json").read_text()


def test_what_is_no_sound_is_neither_spoken_nor_kept(server: Loopback, sentence: bytes, tmp_path: Path) -> None:
    server.answers = [Answer(200, b"<html>Welcome to this hotel</html>"), Answer(200, sentence)]
    speech = Speech(providers=[_openai(server)], recitals=tmp_path / "kept")
    request = SpeechRequest("We sell seven umbrellas.", "openai/nova")
    with pytest.raises(RenderFailed, match="sent no sound"):
        speech.synthesise(request, tmp_path / "a")
    assert len(speech.synthesise(request, tmp_path / "a").words) == 4


def test_a_sound_of_unknown_length_is_read(server: Loopback, sentence: bytes, tmp_path: Path) -> None:
    streamed = sentence[:4] + b"\xff" * 4 + sentence[8:]
    size = streamed.index(b"data") + 4
    streamed = streamed[:size] + b"\xff" * 4 + streamed[size + 4 :]
    server.answers = [Answer(200, streamed), Answer(200, sentence)]
    request = SpeechRequest("We sell seven umbrellas.", "openai/nova")
    speech = Speech(providers=[_openai(server)])
    assert speech.synthesise(request, tmp_path / "a") == speech.synthesise(request, tmp_path / "b")


def test_another_server_or_model_is_paid_for_itself(server: Loopback, sentence: bytes, tmp_path: Path) -> None:
    server.answers = [Answer(200, sentence)]
    request, identities = SpeechRequest("We sell seven umbrellas.", "openai/nova"), set()
    for more in ({}, {"HEYGEN_SPEECH_MODEL": "tts-1"}, {"HEYGEN_SPEECH_URL": f"{server.url}/v2"}):
        environ = {"HEYGEN_SPEECH_URL": server.url, **more}
        speech = Speech(providers=[OpenAI(Secrets(environ, _nobody), environ)], recitals=tmp_path / "kept")
        speech.synthesise(request, tmp_path / "a")
        identities.add(speech.identity(speech.resolve("openai/nova", "en")[0])["style"])
    assert len(server.heard) == len(identities) == 3


def test_openais_key_goes_nowhere_else(server: Loopback, sentence: bytes) -> None:
    server.answers = [Answer(200, sentence)]
    environ = {"OPENAI_API_KEY": KEY, "HEYGEN_SPEECH_URL": server.url, "HEYGEN_SPEECH_VOICES": "af_heart, am_adam"}
    openai = OpenAI(Secrets(environ, _nobody), environ)
    assert [voice.id for voice in openai.voices()] == ["openai/af_heart", "openai/am_adam"]
    openai.speak(openai.voices()[0], "Hello.", speed=1.0)
    assert "authorization" not in server.heard[0].headers


def test_local_voices_ask_for_no_credentials() -> None:
    def locked(_service: str, name: str) -> str:
        raise AssertionError(f"The keyring was asked for {name}")

    speech = Speech(providers=[OpenAI(Secrets({}, locked), {}), Polly(Secrets({}, locked), {})])
    assert speech.resolve("espeak/de", "de")[0].id == "espeak/de"
    assert speech.resolve("auto", "de")


def test_the_words_are_found_in_what_was_spoken(server: Loopback, sentence: bytes, tmp_path: Path) -> None:
    request = SpeechRequest("We sell seven umbrellas.", "openai/nova")
    truth = Speech().synthesise(SpeechRequest(request.text, "espeak/en-us+klatt4"), tmp_path / "truth")
    server.answers = [Answer(200, sentence)]
    found = Speech(providers=[_openai(server)]).synthesise(request, tmp_path / "found")
    lead = truth.words[0].start / truth.rate - found.words[0].start / found.rate
    for ours, theirs in zip(found.words, truth.words, strict=True):
        assert abs(ours.start / found.rate + lead - theirs.start / truth.rate) < 0.08


def test_one_refused_sentence_ends_it_and_the_others_stay_paid(
    server: Loopback, sentence: bytes, tmp_path: Path
) -> None:
    server.answers = [Answer(200, sentence), Answer(401, b'{"error": {"message": "no"}}')]
    with pytest.raises(AuthRequired):
        Speech(providers=[_openai(server)], recitals=tmp_path / "kept").synthesise(
            SpeechRequest(TEXT, "openai/nova"), tmp_path / "a"
        )
    assert len(list((tmp_path / "kept").glob("*.json"))) == 1


def test_no_key_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    speech = Speech(providers=[OpenAI(Secrets({}, _nobody), {})])
    with pytest.raises(EngineMissing) as caught:
        speech.synthesise(SpeechRequest(TEXT, "openai/nova"), tmp_path)
    assert "OPENAI_API_KEY" in str(caught.value.hint)


def test_auto_never_spends_money(server: Loopback) -> None:
    for language in ("en", "de", "zh"):
        voice, _ = Speech(providers=[_openai(server)]).resolve("auto", language)
        assert voice.engine != "openai"


def test_polly_tells_when_its_words_begin(server: Loopback, sentence: bytes, tmp_path: Path) -> None:
    text = "Über 7 & mehr"
    environ = {
        "AWS_ACCESS_KEY_ID": "AKID",
        "AWS_SECRET_ACCESS_KEY": "hidden-secret",
        "AWS_ENDPOINT_URL_POLLY": server.url,
    }
    spoken = f'<speak><prosody rate="150%">{text.replace("&", "&amp;")}</prosody></speak>'.encode()
    marks = [
        {"time": 20, "type": "word", "start": spoken.index("Über".encode()), "end": spoken.index(b" 7"), "value": "Ü"},
        {"time": 700, "type": "word", "start": spoken.index(b"mehr"), "end": spoken.index(b"</pros"), "value": "mehr"},
    ]
    server.answers = [Answer(200, sentence), Answer(200, "\n".join(map(json.dumps, marks)).encode())]
    polly = Polly(Secrets(environ, _nobody), environ)
    voice = next(voice for voice in polly.voices() if voice.id == "polly/Vicki")
    recital = polly.speak(voice, text, speed=1.5)
    assert [(text[mark.char_start : mark.char_end], mark.seconds) for mark in recital.marks] == [
        ("Über", 0.02),
        ("mehr", 0.7),
    ]
    proof = server.heard[0].headers["authorization"]
    assert proof.startswith("AWS4-HMAC-SHA256 Credential=AKID/")
    assert "hidden-secret" not in proof


def test_marks_place_the_words_of_other_languages(server: Loopback, sentence: bytes, tmp_path: Path) -> None:
    environ = {"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "hidden", "AWS_ENDPOINT_URL_POLLY": server.url}
    text = "Guten Tag zusammen."
    marks = [
        {"time": round(1000 * at), "type": "word", "start": start, "end": end}
        for at, start, end in ((0.3, 0, 5), (0.7, 6, 9), (1.0, 10, 18))
    ]
    server.answers = [Answer(200, sentence), Answer(200, "\n".join(map(json.dumps, marks)).encode())]
    speech = Speech(providers=[Polly(Secrets(environ, _nobody), environ)])
    track = speech.synthesise(SpeechRequest(text, "polly/Vicki"), tmp_path)
    starts = [word.start / track.rate for word in track.words]
    assert [word.spoken.lower() for word in track.words] == ["guten", "tag", "zusammen"]
    assert [round(later - starts[0], 2) for later in starts] == pytest.approx([0, 0.4, 0.7], abs=0.03)


def test_polly_without_marks_says_so(server: Loopback, sentence: bytes) -> None:
    environ = {"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "hidden", "AWS_ENDPOINT_URL_POLLY": server.url}
    server.answers = [Answer(200, sentence), Answer(200, b"<html>")]
    polly = Polly(Secrets(environ, _nobody), environ)
    with pytest.raises(RenderFailed, match="no speech marks"):
        polly.speak(polly.voices()[0], "Hello.", speed=1.0)


def test_an_account_of_amazons_own_files(tmp_path: Path) -> None:
    keys, config = tmp_path / "credentials", tmp_path / "config"
    keys.write_text("[default]\naws_access_key_id = D\naws_secret_access_key = d%d\n[work]\naws_access_key_id = W\n")
    config.write_text("[default]\nregion = eu-west-1\n[profile work]\nregion = eu-north-1\n")
    environ = {"AWS_SHARED_CREDENTIALS_FILE": str(keys), "AWS_CONFIG_FILE": str(config)}
    nothing = Secrets({}, _nobody)
    assert aws.credentials(nothing, environ) == Credentials("D", "d%d")
    assert aws.region(environ) == "eu-west-1"
    assert aws.credentials(nothing, environ | {"AWS_PROFILE": "work"}) is None
    assert aws.region(environ | {"AWS_PROFILE": "work"}) == "eu-north-1"
    mine = Secrets({"AWS_ACCESS_KEY_ID": "E", "AWS_SECRET_ACCESS_KEY": "e"}, _nobody)
    assert aws.credentials(mine, environ) == Credentials("E", "e")
    keys.write_text("no file of ours")
    assert aws.credentials(nothing, environ) is None
    assert "d%d" not in repr(Credentials("D", "d%d", "d%d"))


def test_the_signature_is_amazons() -> None:
    """The example `get-vanilla` of AWS's Signature Version 4 test suite."""
    credentials = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    now = datetime(2015, 8, 30, 12, 36, tzinfo=UTC)
    url = "https://example.amazonaws.com/"
    proof = signed("GET", url, {}, b"", credentials, "us-east-1", "service", now)["authorization"]
    assert proof.endswith("Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")


def test_who_is_paid_is_told(server: Loopback) -> None:
    environ = {"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "hidden"}
    for provider in (OpenAI(Secrets({}, _nobody), {}), Polly(Secrets(environ, _nobody), environ)):
        assert {voice.to_json()["provider"] for voice in provider.voices()} == {provider.name}
