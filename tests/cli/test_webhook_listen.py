"""`heygen webhook listen` as a process, with real deliveries."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.conftest import Answer
from tests.heygen.fake import KEY, serve
from tests.heygen.webhooks import post, signature

SECRET = "whsec_0123456789abcdef"


def event(number: int = 1) -> bytes:
    return json.dumps({"event_id": f"e{number}", "event_type": "avatar_video.success", "event_data": {}}).encode()


@contextmanager
def listening(*words: str, stdin: bytes = b"") -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The listener and its address."""
    program = [sys.executable, "-m", "heygen_cli", "webhook", "listen", "--port", "0", *words]
    with subprocess.Popen(program, stdin=-1, stdout=-1, stderr=-1) as process:
        assert process.stdin
        assert process.stderr
        process.stdin.write(stdin)
        process.stdin.close()
        try:
            notes = iter(process.stderr.readline, b"")
            told = next(note for note in notes if b"Listening on" in note)
            yield process, told.decode().split()[-1]
        finally:
            process.kill()


def signed(body: bytes) -> dict[str, str]:
    return {"Signature": signature(SECRET, body)}


def test_heygens_events_come_out_once_as_lines_of_json(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve() as fake:
        made = fake.put("/v3/webhooks/endpoints/ep_1", secret=SECRET, events=None, status="enabled")
        monkeypatch.setenv("HEYGEN_WEBHOOK_SECRET", SECRET)
        with listening() as (process, url):
            made.fields["url"] = url
            assert fake.emit("avatar_video.success", {"video_id": "v_1"}, times=3) == [200, 200, 200]
            assert fake.emit("avatar_video.fail", {"video_id": "v_2"}) == [200]
            fake.skew = 3600
            assert fake.emit("avatar_video.fail", {"video_id": "v_3"}) == [400]
            made.fields["secret"] = "another"
            fake.skew = 0
            assert fake.emit("avatar_video.fail", {"video_id": "v_4"}) == [401]
            assert process.stdout
            lines = [json.loads(process.stdout.readline()) for _ in range(2)]
            process.kill()
            assert process.stdout.read() == b""
    assert [line["event_data"]["video_id"] for line in lines] == ["v_1", "v_2"]
    assert KEY not in str(lines)


def test_a_finished_video_is_told_without_polling(home: Path) -> None:
    with serve() as fake, listening("--secret-env", "-", stdin=SECRET.encode()) as (process, url):
        fake.put("/v3/webhooks/endpoints/ep_1", secret=SECRET, events=["avatar_video.success"], url=url)
        fake.world.resources["/v3/webhooks/endpoints/ep_1"].fields["status"] = "enabled"
        fake.put("/v3/videos/v_1", callback_id="mine").stages.append("processing")
        fake.world.view(fake.world.resources["/v3/videos/v_1"], look=True)
        assert fake.announce() == [200]
        assert process.stdout
        told = json.loads(process.stdout.readline())
    assert (told["event_type"], told["event_data"]["callback_id"]) == ("avatar_video.success", "mine")


def test_once_ends_after_the_first_good_event(home: Path) -> None:
    with listening("--once", "--secret-env", "-", stdin=f"{SECRET}\n".encode()) as (process, url):
        assert post(url, event(), {"Signature": "wrong"}) == 401
        assert post(url, event(), signed(event())) == 200
        assert process.wait(10) == 0
        assert process.stdout
        assert [json.loads(line)["event_id"] for line in process.stdout.read().splitlines()] == ["e1"]


def test_an_event_is_remembered_when_the_listener_starts_anew(home: Path) -> None:
    for number in (1, 2):
        with listening("--once") as (process, url):
            assert [post(url, event(each), {}) for each in range(1, number + 1)] == [200] * number
            assert process.wait(10) == 0
            assert process.stdout
            assert json.loads(process.stdout.read())["event_id"] == f"e{number}"


def test_a_program_gets_the_event_on_its_stdin_and_decides_the_answer(home: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    script = tmp_path / "done.py"
    script.write_text(
        f"import pathlib, sys\nkept = pathlib.Path({str(kept)!r})\nfirst = not kept.exists()\n"
        "kept.write_bytes(sys.stdin.buffer.read())\nprint('noise')\nsys.exit(first)\n"
    )
    with listening("--exec", f"{sys.executable} '{script}' ; touch never", "--once") as (process, url):
        assert post(url, event(), {}) == 500
        assert post(url, event(), {}) == 200
        assert process.wait(10) == 0
        assert process.stdout
        assert process.stdout.read().splitlines() == [event()]
    assert kept.read_bytes() == event()
    assert not Path("never").exists()


def test_what_is_too_large_or_no_delivery_is_refused(home: Path) -> None:
    with listening() as (process, url):
        netloc = urlsplit(url).netloc
        for headers, status in (({"Content-Length": "2000000"}, 413), ({"Content-Length": "-1"}, 411)):
            link = http.client.HTTPConnection(netloc, timeout=10)
            link.putrequest("POST", "/")
            for name, value in headers.items():
                link.putheader(name, value)
            link.endheaders()
            assert link.getresponse().status == status
            link.close()
        link = http.client.HTTPConnection(netloc, timeout=10)
        link.request("OPTIONS", "/")
        assert link.getresponse().status == 200
        link.close()
        assert post(url, event(), {}) == 200
        assert process.poll() is None


def test_a_reader_that_has_gone_ends_the_listener(home: Path) -> None:
    with listening() as (process, url):
        assert process.stdout
        process.stdout.close()
        assert post(url, event(), {}) == 500
        assert process.wait(10) == 141


@pytest.mark.parametrize(
    "words", [("--secret-env", "whsec_abcdef"), ("--exec", "no-such-program-here"), ("--exec", "'")]
)
def test_what_cannot_work_is_told_at_once(heygen: Callable[..., Answer], words: tuple[str, ...]) -> None:
    answer = heygen("webhook", "listen", *words)
    assert (answer.code, answer.error["code"]) == (2, "usage_error")
    assert "whsec_abcdef" not in answer.err


def test_a_missing_secret_and_a_taken_port_are_told(heygen: Callable[..., Answer]) -> None:
    assert heygen("webhook", "listen", "--secret-env", "NOT_THERE").code == 3
    with socket.create_server(("127.0.0.1", 0)) as taken:
        answer = heygen("webhook", "listen", "--port", str(taken.getsockname()[1]))
    assert (answer.code, answer.error["param"]) == (2, "--port")


def test_listen_is_there_under_both_providers(heygen: Callable[..., Answer]) -> None:
    for provider in ("local", "heygen"):
        assert heygen("webhook", "listen", "--help", "--provider", provider).out.startswith(
            "Usage: heygen webhook listen"
        )
    assert "endpoints" in heygen("webhook", "--help", "--provider", "heygen").out
