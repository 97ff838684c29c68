"""``heygen template`` from the line to the answer, with a real store and a renderer that only pretends.

A real film of a template is in tests/e2e.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from heygen_cli import _complete
from heygen_cli.bootstrap import Toolkit
from heygen_cli.cli.console import Console
from heygen_cli.domain.background import Background
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.video import SqliteVideoStore
from heygen_cli.services.storyboard import StoryboardService
from heygen_cli.services.video import VideoService
from heygen_cli.v3.video import VideoAnswer
from tests.cli.conftest import Answer
from tests.fakes import FakeClock, FakeRenderer

Heygen = Callable[..., Answer]
BOARD = """
title: "Hi {{ name }}"
variables:
  name: {type: text, description: Who is greeted}
  tier: {type: choice, choices: [free, pro], default: free}
  photo: {type: image, default: "#102030"}
scenes:
  - {script: "Hello {{ name }}", background: "{{ photo }}"}
  - script: "You are {{ tier }}."
"""


@pytest.fixture
def renderer(home: Path, monkeypatch: pytest.MonkeyPatch) -> FakeRenderer:
    """What `heygen template generate` renders with in this file."""
    found = FakeRenderer(home / "products")
    store = SqliteVideoStore(Database(home / "data" / "heygen.db"))
    videos = VideoService(store=store, renderers={"local": lambda: found}, clock=FakeClock(), probe=lambda _: {})
    monkeypatch.setattr(Toolkit, "videos", videos)
    monkeypatch.setattr(Toolkit, "_local", found)
    monkeypatch.setattr(Toolkit, "storyboards", StoryboardService(renderer=lambda: found))
    return found


@pytest.fixture
def saved(renderer: FakeRenderer, heygen: Heygen) -> str:
    """The id of a saved template whose file has gone since."""
    path = Path("hi.yaml")
    path.write_text(BOARD)
    answer = heygen("template", "save", "hi", "hi.yaml")
    assert answer.code == 0, answer.err
    path.unlink()
    return str(answer.data["id"])


def test_a_template_is_listed_and_shown(saved: str, heygen: Heygen) -> None:
    listed = json.loads(heygen("template", "list").out)
    assert [(item["id"], item["name"]) for item in listed["data"]] == [(saved, "hi")]
    assert (listed["has_more"], listed["next_token"]) == (False, None)
    shown = heygen("template", "get", saved).data
    assert shown == heygen("template", "get", "hi").data
    assert list(shown["variables"]) == ["name", "tier", "photo"]
    assert shown["scene_ids"] == ["scene_1", "scene_2"]


def test_people_see_variables_and_scenes(saved: str, heygen: Heygen) -> None:
    out = heygen("--human", "template", "get", "hi").out
    for word in ("must be given", "Who is greeted", "free, pro", "Hello {{ name }}"):
        assert word in out
    assert saved in heygen("--human", "template", "list").out


def test_a_list_goes_on_with_its_token(saved: str, heygen: Heygen) -> None:
    Path("b.yaml").write_text("scenes: [{script: Hello}]")
    assert heygen("template", "save", "other", "b.yaml").code == 0
    first = json.loads(heygen("template", "list", "--limit", "1").out)
    second = json.loads(heygen("template", "list", "--limit", "1", "--token", first["next_token"]).out)
    assert [item["name"] for item in first["data"] + second["data"]] == ["other", "hi"]
    assert second["has_more"] is False


def test_its_schema_is_printed_bare(saved: str, heygen: Heygen) -> None:
    schema = json.loads(heygen("template", "get", "hi", "--schema").out)
    assert schema["required"] == ["name"]


def test_a_taken_name_is_replaced_only_when_agreed(saved: str, heygen: Heygen, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("hi.yaml").write_text(BOARD.replace("Hello", "Ciao"))
    refused = heygen("template", "save", "hi", "hi.yaml")
    assert (refused.code, refused.error["code"]) == (1, "file_exists")
    assert heygen("template", "save", "hi", "hi.yaml", "--force").data["id"] == saved
    monkeypatch.setattr(Console, "confirm", lambda *_, **__: True)
    Path("hi.yaml").write_text(BOARD.replace("Hello", "Salut"))
    assert heygen("template", "save", "hi", "hi.yaml").data["scenes"][0]["script"] == "Salut {{ name }}"


def test_a_storyboard_may_come_in_on_standard_input(
    renderer: FakeRenderer, heygen: Heygen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BOARD.encode())))
    assert heygen("template", "save", "piped", "-").data["name"] == "piped"


def test_faults_of_a_storyboard_have_their_lines(renderer: FakeRenderer, heygen: Heygen) -> None:
    Path("bad.yaml").write_text(BOARD + "  - {script: x, background: lost.png}\n  - {scirpt: y}\n")
    error = heygen("template", "save", "bad", "bad.yaml").error
    assert {fault["location"]["line"] for fault in error["errors"]} == {10, 11}


@pytest.mark.parametrize(
    ("line", "stdin"),
    [
        (["--var", "name=Ada", "--var", "tier=pro"], None),
        (["--vars", "-"], '{"name": "Ada", "tier": "pro"}'),
        (["--vars", "-"], "name: Ada\ntier: pro"),
        (["--vars", "-", "--var", "name=Ada"], '{"name": "Bo", "tier": "pro"}'),
        (["--vars", "-"], '{"name": {"type": "text", "properties": {"content": "Ada"}}, "tier": "pro"}'),
        (["-d", '{"variables": {"name": "Ada", "tier": "pro"}}'], None),
        (["-d", '{"variables": {"name": "Bo"}}', "--var", "name=Ada", "--var", "tier=pro"], None),
    ],
)
def test_values_come_from_the_line_files_and_requests(
    line: list[str],
    stdin: str | None,
    saved: str,
    renderer: FakeRenderer,
    heygen: Heygen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if stdin is not None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
    answer = heygen("template", "generate", saved, *line)
    assert answer.code == 0, answer.err
    VideoAnswer.model_validate_json(answer.out)
    assert (answer.data["title"], answer.data["status"]) == ("Hi Ada", "completed")
    assert Path("hi-ada.mp4").is_file()
    assert [scene.script for scene in renderer.rendered[0].scenes] == ["Hello Ada", "You are pro."]


def test_flags_win_over_the_request(saved: str, renderer: FakeRenderer, heygen: Heygen) -> None:
    body = {"variables": {"name": "Ada"}, "title": "Theirs", "fps": 60, "caption": True, "scene_ids": ["scene_1"]}
    flags = ["--title", "Ours", "--fps", "30", "--no-caption", "--scene-ids", "scene_2,scene_1", "--quality", "draft"]
    answer = heygen("template", "generate", "hi", "-d", json.dumps(body), *flags, "-o", "x.mp4")
    assert answer.code == 0, answer.err
    (board,) = renderer.rendered
    assert (board.title, board.fps, board.captions.mode, board.quality) == ("Ours", 30, "off", "draft")
    assert [scene.script for scene in board.scenes] == ["You are free.", "Hello Ada"]


def test_a_file_lies_where_it_was_named(saved: str, renderer: FakeRenderer, heygen: Heygen) -> None:
    below = Path("values").absolute()
    below.mkdir()
    (below / "me.png").touch()
    (below / "ada.json").write_text('{"name": "Ada", "photo": "me.png"}')
    assert heygen("template", "generate", "hi", "--vars", "values/ada.json").code == 0
    line = ("--vars", "values/ada.json", "--var", "photo=values/me.png", "-o", "again.mp4")
    assert heygen("template", "generate", "hi", *line).code == 0
    assert [board.scenes[0].background for board in renderer.rendered] == [Background(image=below / "me.png")] * 2


def test_all_faults_come_at_once(saved: str, heygen: Heygen) -> None:
    Path("vars.json").write_text('{\n "nam": "x",\n "tier": "gold",\n "photo": [1]}')
    line = ("--vars", "vars.json", "--var", "foto=x", "--fps", "300", "--scene-ids", "scene_9", "--quality", "best")
    error = heygen("template", "generate", "hi", *line).error
    places = [fault.get("location", {}).get("line") or fault["param"] for fault in error["errors"]]
    assert sorted(map(str, places)) == ["--fps", "--quality", "--scene-ids", "--var", "2", "3", "4", "variables.name"]
    assert {fault.get("hint") for fault in error["errors"]} >= {
        'did you mean "name"?',
        'did you mean "photo"?',
        'did you mean "scene_2"?',
        "choose from draft, standard, high",
    }


def test_a_file_that_does_not_fit_is_told_with_the_rest(saved: str, heygen: Heygen) -> None:
    error = heygen("template", "generate", "hi", "--var", "tier=gold", "--var", "photo=lost.png").error
    assert [fault["param"] for fault in error["errors"]] == ["--var", "variables.name", "variables.photo"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (["hi", "-d", "{}", "--vars", "x"], "do not go together"),
        (["hi", "--var", "name"], "gives no value"),
        (["hi", "-d", "[]"], "must be a JSON object"),
        (["hi", "--vars", "[]"], "must hold fields, not a list"),
        (["hi", "-d", '{"variables": []}', "--var", "name=x"], "must hold fields, not a list"),
        (["hj"], 'no template "hj"'),
        ([], "not said which template"),
        (["hi", "--var", "name=x", "--quality", "best"], 'quality cannot be "best"'),
        (["hi", "--var", "name=x", "--fps", "300"], "less than or equal to 60"),
    ],
)
def test_what_cannot_be_meant_is_told(line: list[str], message: str, saved: str, heygen: Heygen) -> None:
    answer = heygen("template", "generate", *line)
    assert answer.code != 0
    assert message in answer.error["message"]


def test_a_dry_run_makes_nothing(saved: str, renderer: FakeRenderer, heygen: Heygen) -> None:
    answer = heygen("template", "generate", "hi", "--var", "name=Ada", "--dry-run")
    assert (answer.code, renderer.rendered) == (0, [])


def test_what_has_no_effect_here_is_told(saved: str, heygen: Heygen) -> None:
    line = ("--callback-url", "https://x.example", "--include-gif", "--folder-id", "f", "--no-reorder-music")
    answer = heygen("template", "generate", "hi", "--var", "name=Ada", *line)
    codes = {event["code"] for event in answer.data["events"]}
    assert {"callback_url", "include_gif", "folder_id", "reorder_music"} <= codes


@pytest.mark.parametrize("flag", ["--request-schema", "--response-schema"])
def test_schemas_need_no_template(flag: str, heygen: Heygen) -> None:
    schema: dict[str, Any] = json.loads(heygen("template", "generate", flag).out)
    assert schema["type"] == "object"


def test_deleting_asks(saved: str, heygen: Heygen, home: Path) -> None:
    refused = heygen("template", "delete", "hi")
    assert refused.error["code"] == "confirmation_required"
    assert heygen("template", "delete", "hi", "--force").data == {"id": saved, "deleted": True}
    missing = heygen("template", "get", saved)
    assert (missing.code, missing.error["code"]) == (1, "not_found")


def test_tab_knows_the_names(saved: str, heygen: Heygen) -> None:
    Path("b.yaml").write_text("scenes: [{script: Hello}]")
    spaced = heygen("template", "save", "two words", "b.yaml").data["id"]
    assert _complete.complete(["template", "generate", ""])[0] == [(spaced, "two words"), ("hi", "hi")]
