"""``heygen report`` at the terminal, in files and for programs."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.usage import SqliteUsageLog
from tests.cli.conftest import Answer
from tests.contracts.test_usage_log import render

Heygen = Callable[..., Answer]


@pytest.fixture
def _used(home: Path) -> None:
    database = Database(home / "data" / "heygen.db")
    log = SqliteUsageLog(database)
    now = time.time()
    log.record(render(1, now, seconds=60.0, wall=30.0, reused=4, rendered=4))
    log.record(render(2, now, status="failed", failure_code="disk_full", failure_message="Full \x1b[31m"))
    database.close()


@pytest.mark.usefixtures("_used")
class TestReports:
    """What every report does."""

    def test_programs_get_json(self, heygen: Heygen) -> None:
        data = heygen("report", "usage", "--days", "2").data
        assert (data["report"], data["by"], len(data["days"])) == ("usage", "day", 2)
        assert data["figures"] == {
            **{"videos": 1, "seconds": 70.0, "bytes": 2000, "wall_seconds": 35.0, "failed": 1},
            "reuse": pytest.approx(1 / 3, abs=1e-6),
        }
        assert [row["name"] for row in data["rows"]] == [time.strftime("%Y-%m-%d")]

    def test_people_get_figures_sparklines_and_a_table(self, heygen: Heygen) -> None:
        answer = heygen("report", "usage", "--days", "3", "--by", "avatar", "--human")
        assert "Parts reused:" in answer.out
        assert "█" in answer.out
        assert "mira" in answer.out

    def test_what_failed_cannot_steer_the_terminal(self, heygen: Heygen) -> None:
        answer = heygen("report", "failures", "--human")
        assert "disk_full" in answer.out
        assert "\x1b" not in answer.out

    @pytest.mark.parametrize("name", ["usage", "costs", "performance", "failures"])
    def test_a_file_gets_the_form_that_its_name_asks_for(self, heygen: Heygen, name: str) -> None:
        assert heygen("report", name, "--output", "r.html").data["format"] == "html"
        assert Path("r.html").read_text().startswith("<!doctype html>")
        heygen("report", name, "--output", "r.csv")
        assert len(list(csv.reader(io.StringIO(Path("r.csv").read_text())))) == 2

    def test_an_existing_file_is_kept_unless_told_otherwise(self, heygen: Heygen) -> None:
        Path("r.json").write_text("precious")
        assert heygen("report", "usage", "--output", "r.json").error["code"] == "file_exists"
        assert Path("r.json").read_text() == "precious"
        heygen("report", "usage", "--output", "r.json", "--force")
        assert json.loads(Path("r.json").read_text())["report"] == "usage"


@pytest.mark.parametrize(
    ("words", "param"),
    [
        (("--by", "moon"), "--by"),
        (("--days", "0"), "--days"),
        (("--format", "pdf"), "--format"),
        (("--output", "report.pdf"), "--output"),
        (("--format", "table", "--output", "report.txt"), "--format"),
    ],
)
def test_what_cannot_be_reported_is_refused(heygen: Heygen, words: tuple[str, ...], param: str) -> None:
    answer = heygen("report", "usage", *words)
    assert (answer.code, answer.error["param"]) == (2, param)


def test_an_empty_log_is_told_in_words(heygen: Heygen) -> None:
    answer = heygen("report", "failures", "--human")
    assert answer.code == 0
    assert "Nothing happened" in answer.err
