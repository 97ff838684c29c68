"""What a report says about a log, and the forms it takes."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from heygen_cli.domain.errors import FileExists, InvalidInput
from heygen_cli.domain.report import Figure, Report, Series, shown, sparkline
from heygen_cli.domain.usage import UsageEntry
from heygen_cli.infra.reports import chart, usage
from heygen_cli.services.report import ReportService
from tests.contracts.test_usage_log import DAY, NOON, render
from tests.fakes import FakeClock, FakeUsageLog

FORMS = {"json": usage.as_json, "csv": usage.as_csv, "md": usage.as_markdown, "html": usage.as_html}


@pytest.fixture
def log() -> FakeUsageLog:
    return FakeUsageLog()


@pytest.fixture
def reports(log: FakeUsageLog) -> ReportService:
    budgets = [Figure("left_day", "Left today", "usd", 0.5)]
    return ReportService(sums=log, clock=FakeClock(NOON), forms=FORMS, budgets=lambda: budgets)


@pytest.fixture
def busy(log: FakeUsageLog) -> FakeUsageLog:
    log.record(render(1, NOON - 2 * DAY, seconds=60.0, wall=30.0, reused=2, rendered=2, batch="b_1", avatar="mira"))
    log.record(render(2, NOON, seconds=20.0, wall=20.0, avatar="<b>|jonas"))
    log.record(
        render(
            3, NOON, seconds=0.0, rendered=0, wall=3.0, status="failed", failure_code="disk_full", failure_message="No"
        )
    )
    log.record(UsageEntry("u_4", NOON, "speech", "v_2", "polly", characters=500, cost=0.016))
    log.record(render(5, NOON - 40 * DAY))
    return log


def figures(report: Report) -> dict[str, float | None]:
    return {figure.key: figure.value for figure in report.figures}


def rows(report: Report, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in keys) for row in report.rows]


def test_a_report_covers_whole_days_that_end_today(reports: ReportService, busy: FakeUsageLog) -> None:
    report = reports.usage(days=3)
    assert report.days == ("2026-11-18", "2026-11-19", "2026-11-20")
    assert [series.values for series in report.series] == [(60.0, 0.0, 20.0), (1.0, 0.0, 1.0)]
    assert figures(report)["videos"] == 2
    assert figures(reports.usage(days=1))["videos"] == 1
    assert figures(reports.usage(days=60))["videos"] == 3


def test_days_come_in_their_order_and_other_rows_by_weight(reports: ReportService, busy: FakeUsageLog) -> None:
    assert rows(reports.usage(), "name", "videos") == [("2026-11-18", 1), ("2026-11-20", 1)]
    assert rows(reports.usage(by="batch"), "name", "seconds") == [("b_1", 60.0), ("no batch", 20.0)]


def test_costs_are_by_provider_and_per_minute_of_video(reports: ReportService, busy: FakeUsageLog) -> None:
    report = reports.costs()
    assert rows(report, "name", "cost_usd") == [("polly", 0.016), ("local", 0.0)]
    assert figures(report)["per_minute"] == pytest.approx(0.012)
    assert figures(report)["left_day"] == 0.5
    assert "left_day" not in figures(reports.usage())
    assert report.notes == ()
    busy.record(UsageEntry("u_9", NOON, "llm", "s_1", "openrouter", cost=None))
    assert figures(reports.costs())["unpriced"] == 1
    assert len(reports.costs().notes) == 1


def test_performance_knows_medians_for_days_and_rows(reports: ReportService, busy: FakeUsageLog) -> None:
    report = reports.performance(days=3, by="avatar")
    assert rows(report, "name", "median", "reuse") == [("mira", 0.5, 0.5), ("<b>|jonas", 1.0, 0.0)]
    assert report.series[0].values == (0.5, 0.0, 1.0)
    assert rows(reports.performance(days=3), "name", "renders") == [("2026-11-18", 1), ("2026-11-20", 1)]


def test_failures_are_by_code_with_an_example_or_by_anything(reports: ReportService, busy: FakeUsageLog) -> None:
    assert rows(reports.failures(), "code", "count", "share", "subject") == [("disk_full", 1, 1.0, "v_3")]
    assert figures(reports.failures())["rate"] == 0.25
    assert rows(reports.failures(by="day"), "name", "failed", "rate") == [
        ("2026-11-18", 0, 0.0),
        ("2026-11-20", 1, pytest.approx(1 / 3)),
    ]


@pytest.mark.parametrize("name", ["usage", "costs", "performance", "failures"])
def test_nothing_is_a_report_too(reports: ReportService, name: str) -> None:
    report = getattr(reports, name)()
    assert report.rows == ()
    for form in FORMS:
        assert reports.write(report, form)


@pytest.mark.parametrize(("arguments", "param"), [({"by": "moon"}, "--by"), ({"days": 0}, "--days")])
def test_what_cannot_be_reported_is_refused(reports: ReportService, arguments: dict[str, Any], param: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        reports.usage(**arguments)
    assert caught.value.param == param
    with pytest.raises(InvalidInput):
        reports.usage(by="code")


def test_csv_holds_exact_numbers_and_no_formulas(reports: ReportService, log: FakeUsageLog) -> None:
    log.record(render(1, avatar='=HYPERLINK("http://evil")', seconds=1 / 3))
    log.record(render(2, avatar="a,b\n"))
    first, second = csv.DictReader(io.StringIO(reports.write(reports.usage(by="avatar"), "csv")))
    assert (first["name"], first["seconds"]) == ("a,b\n", "10.0")
    assert (second["name"], second["seconds"]) == ('\'=HYPERLINK("http://evil")', "0.333")


def test_markdown_cells_stay_cells(reports: ReportService, busy: FakeUsageLog) -> None:
    table = [line for line in reports.write(reports.usage(by="avatar"), "md").splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in table} == {8}
    assert "&lt;b>" in "".join(table)


class Page(HTMLParser):
    """Counts tags and notes whatever would be fetched from elsewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [value or "" for name, value in attrs if name in ("src", "href")]


def test_the_page_needs_nothing_from_elsewhere_and_is_safe(reports: ReportService, busy: FakeUsageLog) -> None:
    text = reports.write(reports.usage(by="avatar"), "html")
    page = Page(text)
    assert page.fetched == []
    assert not {"script", "link", "b"} & set(page.tags)
    assert "@import" not in text
    assert "url(" not in text
    assert page.tags.count("svg") == 2
    assert page.tags.count("table") == page.tags.count("caption") == 3


def test_a_report_is_saved_whole_and_not_over_another_file(
    reports: ReportService, busy: FakeUsageLog, tmp_path: Path
) -> None:
    target = reports.save(reports.usage(), "json", tmp_path / "usage.json")
    assert json.loads(target.read_text())["figures"]["videos"] == 2
    with pytest.raises(FileExists):
        reports.save(reports.usage(), "csv", target)
    assert reports.save(reports.usage(), "csv", target, overwrite=True).read_text().startswith("name,videos")
    assert [path.name for path in tmp_path.iterdir()] == ["usage.json"]


@pytest.mark.parametrize("most", [0.0, 0.4, 1.0, 7.0, 59.0, 61.0, 5400.0, 4e6])
@pytest.mark.parametrize("unit", ["seconds", "count", "usd"])
def test_bars_stay_within_the_chart_and_the_largest_fills_most_of_it(most: float, unit: Any) -> None:
    if unit == "count":
        most = float(round(most))
    days = tuple(f"2026-11-{day:02}" for day in range(1, 31))
    drawn = fromstring(chart.bars(Series("k", "A & B", unit, (most, most / 2, *[0.0] * 28)), days))
    found = [float(bar.get("height", "")) for bar in drawn.iter("rect") if bar.get("class") == "bar"]
    lines = [line for line in drawn.iter("line")]
    assert len(found) == (2 if most else 0)
    assert all(0 < height <= 154.01 for height in found)
    assert max(found, default=154) >= 154 / 2
    assert 2 <= len(lines) <= 6
    assert len({text.text for text in drawn.iter("text") if text.get("class") == "y"}) == len(lines)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (None, "usd", ""),
        (0.0, "usd", "$0.00"),
        (0.0042, "usd", "$0.0042"),
        (1234.5, "usd", "$1,234.50"),
        (59.94, "seconds", "59.9 s"),
        (60.0, "seconds", "1 min"),
        (0.0, "seconds", "0 s"),
        (3725.0, "seconds", "1 h 2 min"),
        (3_600_000.0, "seconds", "1,000 h"),
        (999, "bytes", "999 B"),
        (21_100_000_000, "bytes", "21.1 GB"),
        (0.415, "share", "42 %"),
    ],
)
def test_values_are_written_as_people_write_them(value: float | None, unit: Any, text: str) -> None:
    assert shown(value, unit) == text


def test_sparklines_show_where_nothing_was() -> None:
    assert sparkline((0.0, 1.0, 4.0, 8.0)) == " ▂▅█"
    assert sparkline((0.0, 0.0)) == "  "
    assert sparkline(()) == ""


def test_a_sparkline_of_a_year_fits_a_terminal_and_ends_today() -> None:
    year = sparkline((*[1.0] * 358, *[8.0] * 7))
    assert len(year) == 53
    assert year.endswith("▂█")
