"""``heygen video`` from the line to the answer, with a real store and a renderer that only pretends.

Real films, Ctrl-C and kill -9 are in tests/e2e.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from heygen_cli.bootstrap import Toolkit
from heygen_cli.cli.console import Console
from heygen_cli.domain.acting import Acting
from heygen_cli.domain.background import Background
from heygen_cli.domain.captions import Captions
from heygen_cli.domain.staging import Staging
from heygen_cli.domain.storyboard import Scene, Storyboard, VoiceSettings
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.video import SqliteVideoStore
from heygen_cli.services.storyboard import StoryboardService
from heygen_cli.services.video import VideoService
from heygen_cli.v3.video import VideoAnswer
from tests.cli.conftest import Answer
from tests.fakes import FakeClock, FakeRenderer

Heygen = Callable[..., Answer]


@pytest.fixture
def renderer(home: Path, monkeypatch: pytest.MonkeyPatch) -> FakeRenderer:
    """What `heygen video` renders with in this file."""
    database = Database(home / "data" / "heygen.db")
    found = FakeRenderer(home / "products")
    clock = FakeClock()
    videos = VideoService(
        store=SqliteVideoStore(database),
        renderers={"local": lambda: found},
        clock=clock,
        probe=lambda path: {
            "path": str(path),
            "duration": 2.5,
            "loudness": -14.0,
            "streams": [{"type": "video", "codec": "h264", "width": 640, "height": 360, "fps": 30.0}],
        },
    )
    monkeypatch.setattr(Toolkit, "videos", videos)
    monkeypatch.setattr(Toolkit, "storyboards", StoryboardService(renderer=lambda: found))
    return found


@pytest.fixture
def yes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Someone who agrees to everything; the list holds what they were asked."""
    asked: list[str] = []
    monkeypatch.setattr(Console, "confirm", lambda _self, question, **_: asked.append(question) is None)
    return asked


pytestmark = pytest.mark.usefixtures("renderer")


def test_create_answers_with_the_published_shape(heygen: Heygen) -> None:
    answer = heygen("video", "create", "Hello, and welcome.")
    assert answer.code == 0
    VideoAnswer.model_validate_json(answer.out)
    assert answer.data["path"] == str(Path("hello-and-welcome.mp4").absolute())
    assert Path("hello-and-welcome.mp4").read_text() == "film.mp4 of Hello, and welcome"


def test_create_tells_a_person_what_came_of_it(heygen: Heygen) -> None:
    answer = heygen("video", "create", "Hello.", "--output", "x.mp4", "--human")
    for part in ("x.mp4", "2.5 s", "1920 × 1080, 30 fps", "espeak/en-us", "1 rendered, 0 reused", "0.1 s"):
        assert part in answer.out
    assert "{" not in answer.out
    assert "all 1 reused" in heygen("video", "create", "Hello.", "--output", "x.mp4", "--human", "--force").out
    assert "x.srt" in heygen("video", "create", "Hello.", "--captions", "sidecar", "-o", "x.mp4", "-f", "--human").out


def test_a_second_run_needs_force_and_says_what_it_reused(heygen: Heygen) -> None:
    heygen("video", "create", "Hello.")
    refused = heygen("video", "create", "Hello.")
    assert (refused.code, refused.error["code"], refused.error["param"]) == (1, "file_exists", "--output")
    assert heygen("video", "create", "Hello.", "--force").data["reused"] == 1


def test_a_person_is_asked_before_a_file_is_replaced(heygen: Heygen, yes: list[str]) -> None:
    Path("x.mp4").write_text("precious")
    assert heygen("video", "create", "Hello.", "-o", "x.mp4").code == 0
    assert yes == ["x.mp4 exists already. Replace it?"]


def test_every_option_reaches_the_storyboard(heygen: Heygen, renderer: FakeRenderer) -> None:
    line = (
        "--avatar a --voice v --speed 1.5 --pitch -2 --volume 0.5 --background #123 --resolution 720p "
        "--aspect-ratio 9:16 --fps 25 --quality high --captions karaoke --title T "
        "--framing wide --position left --avatar-size 1.5 --mirrored --shape circle --expression happy "
        "--expressiveness high"
    )
    assert heygen("video", "create", "Hello.", *line.split()).code == 0
    assert renderer.rendered[0] == Storyboard(
        "T",
        (Scene("Hello."),),
        resolution="720p",
        aspect_ratio="9:16",
        fps=25,
        quality="high",
        avatar="a",
        voice="v",
        voice_settings=VoiceSettings(1.5, -2.0, 0.5),
        background=Background(color="#112233"),
        captions=Captions("karaoke"),
        staging=Staging("wide", "left", 1.5, mirrored=True, shape="circle"),
        acting=Acting("happy", "high"),
    )


def test_the_name_of_the_file_may_ask_for_transparency(heygen: Heygen, renderer: FakeRenderer) -> None:
    assert heygen("video", "create", "Hello.", "-o", "x.webm").code == 0
    assert heygen("video", "create", "Hello.", "-o", "x.mp4").code == 0
    assert [board.format for board in renderer.rendered] == ["webm", "mp4"]


@pytest.mark.parametrize(
    ("words", "param"),
    [
        (["--fps", "200"], "--fps"),
        (["--resolution", "8k"], "--resolution"),
        (["--captions", "loud"], "--captions"),
        (["--background", "sky"], "--background"),
        (["--speed", "9"], "--speed"),
        (["--avatar", "nobody"], "--avatar"),
        (["--output", "missing/x.mp4"], "--output"),
        (["--output", "x.avi"], "--output"),
    ],
)
def test_wrong_values_name_their_option_and_leave_nothing(heygen: Heygen, words: list[str], param: str) -> None:
    answer = heygen("video", "create", "Hello.", *words)
    assert (answer.code, answer.error["param"]) == (2, param)
    assert list(Path().iterdir()) == []
    assert heygen("video", "list").data == []


def test_a_dry_run_shows_the_plan_and_writes_nothing(heygen: Heygen, renderer: FakeRenderer) -> None:
    answer = heygen("video", "create", "Hello.", "--dry-run")
    assert [node["kind"] for node in answer.data] == ["film"]
    assert "no product yet" in heygen("video", "create", "Hello.", "--dry-run", "--human").out
    assert (renderer.rendered, list(Path().iterdir())) == ([], [])


def test_a_cloud_request_says_what_differs_here(heygen: Heygen) -> None:
    body = {"type": "avatar", "avatar_id": "mira", "script": "Hi", "callback_url": "https://x.test"}
    Path("body.json").write_text(json.dumps(body))
    answer = heygen("video", "create", "-d", "body.json")
    assert "callback_url is not used" in answer.err
    assert "callback_url" in [event["code"] for event in answer.data["events"]]


def test_strict_refuses_what_a_cloud_request_cannot_get_here(heygen: Heygen) -> None:
    body = json.dumps({"type": "avatar", "avatar_id": "mira", "script": "Hi", "motion_prompt": "wave"})
    answer = heygen("video", "create", "-d", body, "--strict")
    assert (answer.code, answer.error["code"]) == (1, "fallback_refused")
    assert list(Path().iterdir()) == []


def test_schemas_need_no_request(heygen: Heygen) -> None:
    assert "oneOf" in json.loads(heygen("video", "create", "--request-schema").out)
    assert "properties" in json.loads(heygen("video", "create", "--response-schema").out)


def test_ctrl_c_is_told_as_such_and_can_be_resumed(heygen: Heygen, renderer: FakeRenderer) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    renderer.during = stop
    assert heygen("video", "create", "Hello.").code == 130
    row = heygen("video", "list").data[0]
    assert row["status"] == "canceled"
    renderer.during = lambda: None
    assert heygen("video", "create", "Other words.", "--resume", row["id"]).error["param"] == "--resume"
    assert heygen("video", "create", "--resume", row["id"]).data["status"] == "completed"


def test_lists_are_paged_and_filtered(heygen: Heygen) -> None:
    for name in ("one", "two", "three"):
        heygen("video", "create", f"{name} words", "--title", name)
    first = json.loads(heygen("video", "list", "--limit", "2").out)
    assert (len(first["data"]), first["has_more"]) == (2, True)
    rest = json.loads(heygen("video", "list", "--limit", "2", "--token", first["next_token"]).out)
    assert (len(rest["data"]), rest["has_more"], rest["next_token"]) == (1, False, None)
    assert [row["title"] for row in heygen("video", "list", "--title", "WO").data] == ["two"]
    assert heygen("video", "list", "--status", "failed").data == []
    assert "three" in heygen("video", "list", "--human").out
    assert heygen("video", "list", "--status", "done").code == 2


def test_an_empty_list_says_how_to_begin(heygen: Heygen) -> None:
    assert "heygen video create" in heygen("video", "list", "--human").err


def test_get_shows_one_video(heygen: Heygen) -> None:
    made = heygen("video", "create", "Hello.").data
    assert heygen("video", "get", made["id"]).data == made
    missing = heygen("video", "get", "v_none")
    assert (missing.code, missing.error["code"]) == (1, "not_found")


def test_download_answers_as_scripts_expect(heygen: Heygen) -> None:
    video_id = heygen("video", "create", "Hello.").data["id"]
    answer = json.loads(heygen("video", "download", video_id).out)
    assert answer == {
        "asset": "video",
        "message": f"Downloaded video to {Path(f'{video_id}.mp4').absolute()}",
        "path": str(Path(f"{video_id}.mp4").absolute()),
    }
    assert heygen("video", "download", video_id, "--asset", "captioned", "--output-path", "y.mp4").code == 0
    Path("y.mp4").write_text("precious")
    assert heygen("video", "download", video_id, "--output-path", "y.mp4").error["code"] == "file_exists"
    assert heygen("video", "download", video_id, "--output-path", "y.mp4", "--force").code == 0


def test_delete_asks_and_keeps_the_file_unless_told(heygen: Heygen, yes: list[str]) -> None:
    first = heygen("video", "create", "One.").data
    answer = heygen("video", "delete", first["id"])
    assert answer.data == {"id": first["id"], "deleted": True, "kept": first["path"]}
    assert yes == [f'Delete "One" ({first["id"]})?']
    second = heygen("video", "create", "Two.").data
    assert heygen("video", "delete", second["id"], "--files", "--force").data["kept"] is None
    assert [path.name for path in Path().iterdir()] == ["one.mp4"]


def test_delete_without_anyone_to_ask_needs_force(heygen: Heygen) -> None:
    video_id = heygen("video", "create", "Hello.").data["id"]
    refused = heygen("video", "delete", video_id)
    assert (refused.code, refused.error["code"]) == (1, "confirmation_required")
    assert heygen("video", "get", video_id).code == 0


def test_open_starts_the_player_or_says_there_is_none(heygen: Heygen, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("typer.launch", lambda path: bool(opened.append(path)))
    made = heygen("video", "create", "Hello.", "--open").data
    assert heygen("video", "open", made["id"]).data["path"] == made["path"]
    assert opened == [made["path"], made["path"]]
    monkeypatch.setattr("typer.launch", lambda _path: 1)
    assert "no program" in heygen("video", "open", made["id"]).err


def test_probe_shows_streams_and_loudness(heygen: Heygen) -> None:
    assert heygen("video", "probe", "x.mp4").data["loudness"] == -14.0
    shown = heygen("video", "probe", "x.mp4", "--human").out
    assert "640 × 360" in shown
    assert "-14.0" in shown


def test_control_characters_in_a_title_cannot_reach_the_terminal(heygen: Heygen) -> None:
    heygen("video", "create", "Hi", "--title", "\x1b[31mred\x07")
    for form in ("--human", "--json"):
        assert "\x1b[31m" not in heygen("video", "list", form).out
