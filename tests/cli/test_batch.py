"""``heygen batch`` as it is typed, where nothing has to be rendered."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from heygen_cli.cli.batch_view import Lines, annotation, bar, duration, ending
from heygen_cli.cli.console import Console, Style
from heygen_cli.domain.batch import Batch, Line, Report
from heygen_cli.domain.job import Job, State
from heygen_cli.infra.reports import batch as pages
from heygen_cli.services.batch import Standing
from tests.cli.conftest import Answer

Heygen = Callable[..., Answer]


@pytest.fixture
def manifest(heygen: Heygen) -> str:
    assert heygen("batch", "init", "many").code == 0
    return "many/videos.yaml"


def test_a_starter_is_valid_and_planned(heygen: Heygen, manifest: str) -> None:
    assert heygen("batch", "validate", manifest).data == {"valid": True, "videos": 3}
    rows = heygen("batch", "plan", manifest, "--only", "out/a*").data
    assert [row["name"] for row in rows] == ["out/ada.mp4"]
    assert rows[0]["cost"] == 0
    shards = [heygen("batch", "plan", manifest, "--shard", f"{number}/2").data for number in (1, 2)]
    assert [len(rows) for rows in shards] == [2, 1]


@pytest.mark.parametrize("shard", ["0/2", "3/2", "2", "a/b", "1/0"])
def test_what_is_no_shard_is_refused(heygen: Heygen, manifest: str, shard: str) -> None:
    answer = heygen("batch", "plan", manifest, "--shard", shard)
    assert (answer.code, answer.error["param"]) == (2, "--shard")


def test_every_fault_has_its_place(heygen: Heygen, manifest: str) -> None:
    text = Path(manifest).read_text().replace("avatar: mira", "avatar: mirra").replace("{{ city }}?", "{{ town }}?")
    Path(manifest).write_text(text)
    answer = heygen("batch", "validate", manifest)
    assert answer.code == 2
    assert answer.error["location"]["line"]
    Path(manifest).write_text(text.replace("{{ town }}", "{{ city }}"))
    answer = heygen("batch", "validate", manifest)
    assert "mirra" in answer.error["message"]
    assert "people.csv:2 and 2 more" in answer.error["message"]


def test_a_file_of_somebody_else_is_not_replaced_unasked(heygen: Heygen, manifest: str) -> None:
    Path("many/out").mkdir()
    Path("many/out/grace.mp4").write_text("mine")
    answer = heygen("batch", "run", manifest)
    assert (answer.code, answer.error["code"]) == (1, "file_exists")
    assert heygen("batch", "list").data == []


def test_what_there_is_not_is_not_found(heygen: Heygen) -> None:
    assert heygen("batch", "status", "b_none").error["code"] == "not_found"
    assert heygen("batch", "validate", "none.yaml").code == 2
    assert heygen("batch", "report", "none.yaml", "--output", "x.pdf").code in (1, 2)


def test_the_schema_is_printed(heygen: Heygen) -> None:
    assert json.loads(heygen("batch", "schema").out)["title"] == "heygen manifest"


def a_job(state: State = "done", **fields: object) -> Job:
    made = {"place": "people.csv:7", "started_at": 10.0, "finished_at": 13.4, "batch": "b_1", **fields}
    return Job("j_1", "v_1", "out/a <b>.mp4", 1.0, state=state, **made)  # type: ignore[arg-type]


def a_standing(*jobs: Job) -> Standing:
    counts: dict[State, int] = {}
    for job in jobs:
        counts[job.state] = counts.get(job.state, 0) + 1
    return Standing(Batch("b_1", "/m.yaml", "Many", 1.0, 2.0), counts, [], jobs, 2)


def test_github_shows_a_failure_at_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    err = io.StringIO()
    job = a_job("failed", failure_code="disk_full", failure_message="The disk\nis full, 100 %")
    with Lines(Console(Style(human=False), io.StringIO(), err)) as view:
        view.show(a_standing(job, a_job()))
    lines = err.getvalue().splitlines()
    assert "::error file=people.csv,line=7,title=out/a <b>.mp4::The disk%0Ais full%2C 100 %25" in lines
    assert any("made in 3 s" in line for line in lines)
    assert annotation(a_job("failed", place=None)).startswith("::error title=")


def test_lengths_of_time_have_two_units() -> None:
    assert [duration(seconds) for seconds in (4.4, 61, 3725)] == ["4 s", "1 min 1 s", "1 h 2 min"]
    assert bar(0.5).count("━") == 12
    assert ending(a_job("canceled", failure_message="Stopped by the user")).endswith("Stopped by the user")


def test_results_are_written_for_machines_and_people() -> None:
    lines = [
        Line(a_job(), None, "ab12"),
        Line(a_job("failed", failure_code="poison", failure_message="It <died>\x01"), None),
        Line(a_job("canceled", started_at=None), None),
    ]
    report = Report(Batch("b_1", "/m.yaml", "Many & more", 1.0, 2.0), lines)
    suite = fromstring(pages.as_junit(report))
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "1", "1")
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.get("message") == "It <died>"
    page = pages.as_html(report)
    assert "Many &amp; more" in page
    assert "It &lt;died&gt;" in page
    assert "http" not in page.replace("http-equiv", "")
    assert json.loads(pages.as_json(report))["items"][0]["sha256"] == "ab12"
