"""The server when much is asked of it, and when it is killed or stopped meanwhile."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from heygen_cli.infra.buckets import Buckets
from heygen_cli.infra.cache import LayeredCache
from heygen_cli.infra.shared import Shared
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.job import SqliteQueue
from tests.api.conftest import Server, start, stop
from tests.infra.redis import RealRedis

pytestmark = pytest.mark.slow
BODY = {"type": "avatar", "avatar_id": "mira", "script": "Hello.", "resolution": "720p"}
KILLS = int(os.environ.get("HEYGEN_TEST_KILLS", "2"))  # with 20 and more writers: benchmarks/server.py


class Writers:
    """Clients that post videos, each under a key of its own, until the server is gone."""

    def __init__(self, server: Server, count: int) -> None:
        self.acknowledged: list[str] = []
        self.unanswered: list[str] = []
        self.statuses: set[int] = set()
        self._server = server
        self.many = threading.Event()
        self._threads = [threading.Thread(target=self._write) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()

    def _write(self) -> None:
        with httpx.Client(base_url=self._server.url, headers={"X-Api-Key": self._server.key}) as client:
            while True:
                key = uuid.uuid4().hex
                try:
                    answer = client.post("/v3/videos", json=BODY, headers={"Idempotency-Key": key})
                except httpx.HTTPError:
                    self.unanswered.append(key)
                    return
                self.statuses.add(answer.status_code)
                if answer.is_success:
                    self.acknowledged.append(answer.json()["data"]["video_id"])
                    if len(self.acknowledged) > 100:
                        self.many.set()


def stored(home: Path) -> set[str]:
    """The videos that are there with their jobs."""
    with sqlite3.connect(home / "data" / "heygen.db") as connection:
        found = {row[0] for row in connection.execute("SELECT v.id FROM videos v JOIN jobs j ON j.video = v.id")}
    connection.close()
    return found


def test_what_was_asked_is_there_once_however_often_the_server_is_killed(tmp_path: Path) -> None:
    acknowledged: list[str] = []
    unanswered: list[str] = []
    for _ in range(KILLS):
        server = start(tmp_path, workers=0)
        writers = Writers(server, 8)
        assert writers.many.wait(30)
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        writers.join()
        server.client.close()
        acknowledged += writers.acknowledged
        unanswered += writers.unanswered
        assert writers.statuses == {200}
    assert len(acknowledged) > 100 * KILLS
    assert set(acknowledged) <= stored(tmp_path)
    # Some of these were done by a server that was killed before it could say so.
    assert len(unanswered) == 8 * KILLS
    server = start(tmp_path, workers=0)
    for key in unanswered:
        answer = server.client.post("/v3/videos", json=BODY, headers={"Idempotency-Key": key})
        acknowledged.append(answer.json()["data"]["video_id"])
    stop(server)
    assert sorted(acknowledged) == sorted(stored(tmp_path))


def test_a_stop_lets_listeners_go_and_answers_what_was_asked(tmp_path: Path) -> None:
    server = start(tmp_path, workers=0)
    with ExitStack() as opened:
        links = [opened.enter_context(listen(server)) for _ in range(30)]
        half = opened.enter_context(socket.create_connection(("127.0.0.1", httpx.URL(server.url).port or 0)))
        half.sendall(b"POST /v3/videos HTTP/1.1\r\n")
        stream = opened.enter_context(server.client.stream("GET", "/jobs/events?after=0"))
        writers = Writers(server, 4)
        assert writers.many.wait(30)
        # Most seconds that a supervisor should wait for; a listener that is not let go takes longer.
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(5) == 0
        assert "event: queued" in list(stream.iter_lines())
        writers.join()
        # What was told before comes first; then each is closed in order.
        assert [ended(link) for link in links] == [1012] * 30
    assert writers.statuses <= {200}
    assert set(writers.acknowledged) <= stored(tmp_path)
    server.client.close()


def ended(link: ClientConnection) -> int:
    """How a websocket was closed, after all that it was told."""
    try:
        for _ in link:
            pass
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0
    return 1000


def listen(server: Server, after: int = -1) -> connect:
    """A websocket."""
    url = f"{server.url.replace('http', 'ws')}/ws/jobs?after={after}"
    return connect(url, additional_headers={"X-Api-Key": server.key})


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealRedis]:
    running = RealRedis(tmp_path_factory.mktemp("redis"))
    yield running
    running.kill()


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory, redis: RealRedis) -> Iterator[Server]:
    """A server that makes nothing, and lets nobody ask much."""
    limits = {"HEYGEN_RATE_LIMIT": "30", "HEYGEN_VIDEO_LIMIT": "3", "HEYGEN_REDIS_URL": redis.url}
    running = start(tmp_path_factory.mktemp("quiet"), workers=0, settings=limits)
    yield running
    stop(running)


def test_a_user_has_so_many_videos_at_work_and_no_more_at_once(quiet: Server) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: quiet.client.post("/v3/videos", json=BODY), range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] * 3 + [429] * 5
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.json()["error"]["code"] == "rate_limit_exceeded"
    assert int(refused.headers["retry-after"]) > 0
    made = next(answer for answer in answers if answer.is_success).json()["data"]["video_id"]
    quiet.client.post(f"/jobs/{made}/cancel")
    assert quiet.client.post("/v3/videos", json=BODY).status_code == 200


def test_every_listener_is_told_everything_in_order_also_by_other_processes(quiet: Server) -> None:
    job = quiet.client.get("/jobs").json()["data"][0]["id"]
    queue = SqliteQueue(Database(quiet.home / "data" / "heygen.db"))
    before = queue.newest_event()
    with ExitStack() as opened:
        links = [opened.enter_context(listen(quiet, before)) for _ in range(20)]
        for number in range(1500):  # more than one page of the database
            queue.tell(job, 0, "note", {"n": number})
        links += [opened.enter_context(listen(quiet, after)) for after in (before, before + 700)]
        for link, first in zip(links, [0] * 21 + [700], strict=True):
            told = [json.loads(link.recv(timeout=30)) for _ in range(1500 - first)]
            assert [event["n"] for event in told] == list(range(first, 1500))


def test_a_list_is_looked_up_once_until_another_process_changes_it(quiet: Server) -> None:
    def found() -> dict[str, int]:
        assert quiet.client.get("/v3/voices?limit=7").json()["data"]
        text = httpx.get(f"{quiet.url}/metrics").text
        return {name: int(count) for name, count in re.findall(r'answers_total\{layer="(\w+)"\} (\d+)', text)}

    # What was found before it has begun to listen to Redis is not kept.
    assert any("memory" in found() for _ in range(50))
    again = found()
    LayeredCache(Database(quiet.home / "data" / "heygen.db")).forget("voices")
    assert found()["memory"] == again["memory"]


def test_figures_tell_of_requests_jobs_listeners_and_deliveries(quiet: Server) -> None:
    assert quiet.client.get("/v3/videos/v_none").status_code == 404
    with listen(quiet) as link:
        link.ping().wait(5)
        text = httpx.get(f"{quiet.url}/metrics").text
    route = 'method="GET",route="/v3/videos/{video_id}"'
    assert f'heygen_requests_total{{{route},status="404"}} 1' in text
    assert f'heygen_request_seconds_bucket{{{route},le="+Inf"}} 1' in text
    assert f"heygen_request_seconds_count{{{route}}} 1" in text
    assert "heygen_sockets 1" in text
    assert 'heygen_jobs{state="queued"}' in text
    assert "# TYPE heygen_deliveries gauge" in text
    assert all(re.fullmatch(r"# .*|\w+(\{.*\})? [\d.e+-]+", line) for line in text.splitlines())


def test_a_key_that_asks_too_often_waits_and_others_do_not(quiet: Server) -> None:
    answers = (quiet.client.get("/v3/users/me") for _ in range(1000))
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.json()["error"]["code"] == "rate_limit_exceeded"
    assert int(refused.headers["retry-after"]) >= 1
    assert httpx.get(f"{quiet.url}/healthz").status_code == 200


def test_servers_that_share_a_redis_count_together_and_without_it_each_for_itself(
    quiet: Server, redis: RealRedis
) -> None:
    another = Buckets(30, 60, Shared(redis.url))

    def refused() -> bool:
        """Whether it is refused what another server has used up; there is a new token every 33 ms."""
        while not another.take("server"):
            pass
        return quiet.client.get("/v3/users/me").status_code == 429

    assert any(refused() for _ in range(50))
    redis.kill()
    assert quiet.client.get("/v3/users/me").status_code == 200
