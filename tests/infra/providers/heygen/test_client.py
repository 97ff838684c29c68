"""The client against the fake on loopback: what it sends, what it bears, what it never does twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from heygen_cli.domain.errors import AuthRequired, InvalidInput, ServiceFailed
from heygen_cli.infra.clock import SystemClock
from heygen_cli.infra.providers.heygen.client import LARGEST_FORM, HeygenClient, credential
from heygen_cli.infra.providers.heygen.speech import HeygenSpeech, marks
from heygen_cli.infra.store.cloud import SqliteRequestLog
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.running import Presence
from tests.heygen.fake import KEY, FakeHeyGen, serve
from tests.heygen.misbehaviour import HTML, MALFORMED, RESET_AFTER, RESET_BEFORE, busy, down

VIDEO = {"type": "avatar", "avatar_id": "look_1", "script": "Hello."}


@pytest.fixture
def fake() -> Iterator[FakeHeyGen]:
    with serve() as running:
        yield running


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SqliteRequestLog]:
    database = Database(tmp_path / "heygen.db")
    yield SqliteRequestLog(database, SystemClock(), Presence(tmp_path / "callers"))
    database.close()


_OPEN: list[HeygenClient] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while _OPEN:
        _OPEN.pop().close()


def client(
    fake: FakeHeyGen,
    log: SqliteRequestLog | None = None,
    *,
    retries: int = 3,
    pauses: list[float] | None = None,
    key: str = KEY,
) -> HeygenClient:
    told = pauses if pauses is not None else []
    _OPEN.append(HeygenClient(lambda: ("X-Api-Key", key), base=fake.url, log=log, retries=retries, sleep=told.append))
    return _OPEN[-1]


@pytest.mark.parametrize("fault", [busy(0), down(), down(502), RESET_BEFORE, RESET_AFTER, MALFORMED, HTML])
def test_whatever_happens_to_a_create_it_is_made_and_billed_once(fake: FakeHeyGen, fault: object) -> None:
    fake.misbehave(fault, fault, on="POST /v3/videos")  # type: ignore[arg-type]
    answer = client(fake).request("POST", "/v3/videos", body=VIDEO)
    assert answer.data["data"]["video_id"]
    assert len(fake.billed) == 1


def test_an_answer_comes_through_as_it_is(fake: FakeHeyGen) -> None:
    answer = client(fake).request("GET", "/v3/users/me")
    assert answer.text.startswith("{")
    assert list(answer.data["data"]) == list(json.loads(answer.text)["data"])


def test_retry_after_is_waited_for_and_other_pauses_grow(fake: FakeHeyGen) -> None:
    pauses: list[float] = []
    fake.misbehave(busy(7), down(), down(), on="GET")
    client(fake, pauses=pauses).request("GET", "/v3/users/me")
    assert pauses[0] == 7
    assert 0 < pauses[1] <= pauses[2] * 2 <= 60


def test_a_refusal_keeps_heygens_words_and_is_not_repeated(fake: FakeHeyGen) -> None:
    with pytest.raises(ServiceFailed) as caught:
        client(fake).request("POST", "/v3/videos", body={"type": "avatar"})
    assert caught.value.error_code
    assert caught.value.request_id
    assert len(fake.requests) == 1


def test_a_wrong_key_says_how_to_sign_in_and_is_never_shown(fake: FakeHeyGen) -> None:
    wrong = client(fake, key="sk_wrong_and_secret")
    with pytest.raises(AuthRequired) as caught:
        wrong.request("GET", "/v3/users/me")
    assert caught.value.hint == "heygen auth login"
    assert "sk_wrong" not in str(caught.value)


@pytest.mark.parametrize("base", ["http://api.heygen.com", "ftp://x", "api.heygen.com"])
def test_a_key_is_not_sent_in_the_clear(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEYGEN_ALLOW_HTTP", raising=False)
    with pytest.raises(InvalidInput):
        HeygenClient(lambda: ("X-Api-Key", KEY), base=base).request("GET", "/v3/users/me")


def test_without_a_key_nothing_is_sent() -> None:
    with pytest.raises(AuthRequired):
        credential(None, None)
    assert credential("k", "t") == ("X-Api-Key", "k")
    assert credential(None, "t") == ("Authorization", "Bearer t")
    with pytest.raises(AuthRequired):
        credential("schlüssel", None)


def test_pages_are_gone_through_to_the_end(fake: FakeHeyGen) -> None:
    for number in range(7):
        fake.put(f"/v3/videos/v_{number}", title=str(number))
    pages = list(client(fake).pages("/v3/videos", [("limit", "3")]))
    assert [len(page.data["data"]) for page in pages] == [3, 3, 1]


DIE = """
import os, sys
from pathlib import Path
from heygen_cli.infra.clock import SystemClock
from heygen_cli.infra.providers.heygen.client import HeygenClient
from heygen_cli.infra.store.cloud import SqliteRequestLog
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.running import Presence
client = HeygenClient(
    lambda: ("X-Api-Key", sys.argv[2]),
    base=sys.argv[1],
    log=SqliteRequestLog(Database(Path(sys.argv[3])), SystemClock(), Presence(Path(sys.argv[3]).with_name("callers"))),
    retries=1,
    sleep=lambda _: os._exit(9),
)
client.request("POST", "/v3/videos", body={"type": "avatar", "avatar_id": "look_1", "script": "Hello."})
"""


@pytest.mark.slow
def test_a_process_that_dies_between_request_and_answer_is_not_paid_for_again(
    fake: FakeHeyGen, tmp_path: Path, log: SqliteRequestLog
) -> None:
    fake.misbehave(RESET_AFTER, on="POST")
    path = tmp_path / "heygen.db"
    died = subprocess.run([sys.executable, "-c", DIE, fake.url, KEY, str(path)], env=os.environ)
    assert died.returncode == 9
    assert len(fake.billed) == 1
    client(fake, log).request("POST", "/v3/videos", body=VIDEO)
    assert len(fake.billed) == 1, "the second run sends the same request under the same key"
    client(fake, log).request("POST", "/v3/videos", body=VIDEO)
    assert len(fake.billed) == 2, "it was answered, so the next one is another"


def test_a_file_goes_as_a_form_and_a_large_one_straight_to_its_place(fake: FakeHeyGen, tmp_path: Path) -> None:
    small = tmp_path / "ein bild ü.png"
    small.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1000))
    made = client(fake).upload(small, "/v3/assets").data["data"]
    assert fake.uploads[made["asset_id"]] == small.read_bytes()
    large = tmp_path / "large.mp4"
    with large.open("wb") as file:
        file.write(b"\x00\x00\x00\x18ftypmp42")
        file.truncate(LARGEST_FORM + 1)
    fake.misbehave(RESET_BEFORE, on="PUT")
    answer = client(fake).upload(large, "/v3/assets").data["data"]
    assert answer["size_bytes"] == LARGEST_FORM + 1
    puts = [request for request in fake.fetches if request.method == "PUT"]
    assert len(puts) >= 1
    assert all("x-api-key" not in {name.lower() for name in request.headers} for request in puts)


def test_words_of_heygens_speech_are_found_in_the_text() -> None:
    words = [
        {"word": "Well,", "start": 0.0},
        {"word": "nowhere", "start": 0.2},
        {"word": "well", "start": 0.4},
        {"word": "said!", "start": 0.9},
    ]
    assert [(mark.char_start, mark.char_end, mark.seconds) for mark in marks("Well, well said!", words)] == [
        (0, 4, 0.0),
        (6, 10, 0.4),
        (11, 15, 0.9),
    ]


def test_heygens_voices_are_listed_once_a_week_and_none_without_a_key(fake: FakeHeyGen, tmp_path: Path) -> None:
    fake.put("/v3/voices/voice_9", name="Nine", language="German", gender="female", type="public")
    speech = HeygenSpeech(lambda: client(fake), tmp_path / "v.json", usable=lambda: True, fetch=lambda _: b"")
    asked = len(fake.requests)
    voices = {voice.id: voice for voice in speech.voices()}
    assert voices["heygen/voice_9"].language == "de"
    assert len(fake.requests) > asked
    asked = len(fake.requests)
    speech.voices()
    assert len(fake.requests) == asked
    none = HeygenSpeech(lambda: client(fake), tmp_path / "w.json", usable=lambda: False, fetch=lambda _: b"")
    assert none.voices() == []
