"""What a film costs is told, limited, and asked about before it is made."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from heygen_cli.cli.console import Console
from heygen_cli.domain.speech import SpeechRequest
from heygen_cli.studio.speech import Speech
from tests.cli.conftest import Answer

Heygen = Callable[..., Answer]
SAY = "Hello, and welcome to our show."


class Polly:
    """A Polly on this machine that speaks what it was given, and is as expensive as the real one."""

    def __init__(self, sound: bytes) -> None:
        self.asked: list[dict[str, Any]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["content-length"])))
                outer.asked.append(request)
                mark = json.dumps({"type": "word", "start": 0, "end": 5, "time": 100, "value": "Hello"}).encode()
                body = mark if request["OutputFormat"] == "json" else sound
                self.send_response(200)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("said")
    Speech().synthesise(SpeechRequest(SAY, "espeak/en-us+klatt4"), folder)
    return (folder / "speech.wav").read_bytes()


@pytest.fixture
def polly(home: Path, monkeypatch: pytest.MonkeyPatch, said: bytes) -> Iterator[Polly]:
    made = Polly(said)
    monkeypatch.setenv("AWS_ENDPOINT_URL_POLLY", f"http://127.0.0.1:{made.server.server_port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI")
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    yield made
    made.server.shutdown()
    made.server.server_close()


def offers(answer: Answer) -> dict[str, dict[str, Any]]:
    return {offer["engine"]: offer for offer in answer.data["offers"]}


def test_what_this_machine_makes_is_free_and_the_cloud_is_priced_by_length(heygen: Heygen) -> None:
    found = offers(heygen("video", "estimate", "--script", SAY))
    here, cloud = found["this machine"], found["avatar_iv/photo_avatar"]
    assert (here["provider"], here["cost_usd"]) == ("local", 0.0)
    assert cloud["cost_usd"] == pytest.approx(cloud["seconds"] * 0.05, abs=1e-5)
    assert here["seconds"] == cloud["seconds"] > 1
    costs = [offer["cost_usd"] for offer in found.values()]
    assert costs == sorted(costs)


def test_4k_costs_more_where_it_does(heygen: Heygen) -> None:
    words = ("video", "estimate", "--script", SAY)
    full, large = offers(heygen(*words)), offers(heygen(*words, "--resolution", "4k"))
    assert set(full) == set(large)
    assert large["avatar_iv/photo_avatar"]["cost_usd"] > full["avatar_iv/photo_avatar"]["cost_usd"]
    assert large["avatar_iii/photo_avatar"]["cost_usd"] == full["avatar_iii/photo_avatar"]["cost_usd"]


def test_speech_of_a_provider_is_counted_once_for_all_formats(heygen: Heygen, polly: Polly) -> None:
    board = {
        "voice": "polly/Joanna",
        "formats": [{"aspect_ratio": "9:16"}, {"aspect_ratio": "1:1"}],
        "scenes": [{"script": SAY}, {"script": SAY}, {"script": "Free.", "voice": "espeak/en-us"}],
    }
    Path("board.json").write_text(json.dumps(board))
    here = heygen("video", "estimate", "board.json").data["offers"][0]
    assert here["engine"] == "polly neural"
    assert here["characters"] == len(SAY)
    assert here["cost_usd"] == pytest.approx(len(SAY) * 0.000032)
    plan = heygen("video", "plan", "board.json")
    assert plan.data["cost"] == here["cost_usd"]
    assert "It costs up to $0.0010." in heygen("video", "plan", "board.json", "--human").err
    assert polly.asked == []


def test_a_film_beyond_its_limit_is_not_begun(heygen: Heygen, polly: Polly) -> None:
    words = ("video", "create", SAY, "--voice", "polly/Joanna", "--quality", "draft", "--output", "a.mp4")
    answer = heygen(*words, "--max-cost", "0.0001")
    assert (answer.code, answer.error["code"], answer.error["param"]) == (3, "over_budget", "--max-cost")
    assert heygen(*words, "--detach", "--max-cost", "0.0001").error["code"] == "over_budget"
    heygen("config", "set", "budget_day", "0.0001")
    assert heygen(*words).error["code"] == "over_budget"
    assert polly.asked == []
    assert heygen("video", "list").data == []


def test_a_film_is_paid_once_and_told_in_its_costs(heygen: Heygen, polly: Polly) -> None:
    words = ("video", "create", SAY, "--voice", "polly/Joanna", "--quality", "draft", "--resolution", "720p")
    made = heygen(*words, "--max-cost", "0.01", "--output", "a.mp4").data
    assert made["cost"] == pytest.approx(len(SAY) * 0.000032, abs=1e-6)
    again = heygen(*words, "--max-cost", "0", "--output", "b.mp4").data
    assert again["cost"] == 0
    assert len(polly.asked) == 2
    rows = {row["name"]: row for row in heygen("report", "costs").data["rows"]}
    assert rows["polly"]["characters"] == len(SAY)
    assert rows["local"]["cost_usd"] == 0
    by_avatar = heygen("report", "costs", "--by", "avatar").data["rows"]
    assert [(row["name"], row["videos"]) for row in by_avatar] == [("mira", 2)]


@pytest.mark.parametrize(("reply", "code", "asked"), [(False, 130, 0), (True, 0, 2)])
def test_a_person_is_asked_before_much_is_paid(
    heygen: Heygen, polly: Polly, monkeypatch: pytest.MonkeyPatch, reply: bool, code: int, asked: int
) -> None:
    questions: list[str] = []

    def confirm(_: Console, question: str, *, force_with: str = "--force") -> bool:
        questions.append(question)
        return reply

    monkeypatch.setattr(Console, "confirm", confirm)
    heygen("config", "set", "confirm_cost", "0.0001")
    made = heygen("video", "create", SAY, "--voice", "polly/Joanna", "--quality", "draft", "--output", "a.mp4")
    assert (made.code, len(polly.asked)) == (code, asked)
    assert len(questions) == 1
    assert "$0.001" in questions[0]


def test_where_nobody_can_answer_the_budget_decides(heygen: Heygen, polly: Polly) -> None:
    heygen("config", "set", "confirm_cost", "0")
    made = heygen("video", "create", SAY, "--voice", "polly/Joanna", "--quality", "draft", "--output", "a.mp4")
    assert made.code == 0


def test_a_server_whose_price_nobody_knows_is_not_asked(heygen: Heygen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEYGEN_SPEECH_URL", "https://speech.example.com/v1")
    words = ("--voice", "openai/nova", "--quality", "draft", "--output", "a.mp4")
    refused = heygen("video", "create", SAY, *words)
    assert (refused.code, refused.error["code"]) == (3, "unknown_cost")
    assert "--allow-unknown-cost" in refused.error["hint"]
    here = heygen("video", "estimate", "--script", SAY, "--voice", "openai/nova").data["offers"][0]
    assert here["cost_usd"] is None


def test_a_price_that_is_none_is_refused_by_name(heygen: Heygen, polly: Polly, home: Path) -> None:
    own = home / "config" / "prices.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("[polly]\nneural = 3\n")
    words = ("video", "create", SAY, "--voice", "polly/Joanna", "--quality", "draft", "--output", "a.mp4")
    assert "prices.toml" in heygen(*words).error["message"]


def test_a_limit_can_be_lifted_in_the_settings(heygen: Heygen) -> None:
    heygen("config", "set", "budget_day", "2.50")
    assert heygen("config", "get", "budget_day").data["value"] == 2.5
    heygen("config", "set", "budget_day", "none")
    assert heygen("config", "get", "budget_day").data["value"] is None
    assert heygen("config", "set", "budget_day", "much").error["param"] == "budget_day"
