"""The result of a batch as JSON, as JUnit XML for build servers, and as a page that needs no network."""

from __future__ import annotations

import json
from html import escape
from xml.etree.ElementTree import Element, SubElement, tostring

from heygen_cli.domain.batch import Line, Report

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --bad: #c62828; --good: #2e7d32 }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem; margin: 0 } .about { opacity: .7 }
dl { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 1.5rem 0 }
dt { opacity: .7 } dd { margin: 0; font-size: 1.5rem }
.whole { display: flex; height: .8rem; border-radius: .4rem; overflow: hidden; background: var(--line) }
.done { background: var(--good) } .failed { background: var(--bad) } .canceled { background: #f9a825 }
table { border-collapse: collapse; width: 100%; margin-top: 1.5rem } th { text-align: left }
td, th { padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
td.number { text-align: right; font-variant-numeric: tabular-nums } .bad { color: var(--bad) }
"""


def as_json(report: Report) -> str:
    """The result manifest."""
    return json.dumps(report.to_json(), ensure_ascii=False, indent=1) + "\n"


def as_junit(report: Report) -> str:
    """One test case for each video, in the form that build servers read."""
    counts = report.counts
    suite = Element("testsuite", name=_clean(report.batch.title), tests=str(len(report.lines)))
    suite.set("failures", str(counts.get("failed", 0)))
    suite.set("skipped", str(sum(counts.get(state, 0) for state in ("canceled", "queued", "running"))))
    for line in report.lines:
        data = line.to_json()
        case = SubElement(suite, "testcase", name=_clean(data["name"]), classname=_clean(report.batch.title))
        case.set("time", str(data["wall"] or 0))
        if line.job.state == "failed":
            failure = SubElement(case, "failure", type=data["error"]["code"])
            failure.set("message", _clean(data["error"]["message"] or ""))
            failure.text = _clean(data["place"] or "")
        elif line.job.state != "done":
            SubElement(case, "skipped", message=line.job.state)
    return tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def as_html(report: Report) -> str:
    """A page with the figures and a row for each video."""
    data, counts, total = report.to_json(), report.counts, max(1, len(report.lines))
    cost = "unknown" if report.cost is None else f"${report.cost:.2f}"
    figures = {
        "Videos": f"{counts.get('done', 0)} of {len(report.lines)}",
        "Failed": str(counts.get("failed", 0)),
        "Length": f"{data['duration']:.0f} s",
        "Cost": cost,
        "Parts rendered": str(data["rendered"]),
        "Parts reused": str(data["reused"]),
    }
    shares = "".join(
        f'<div class="{state}" style="width:{counts[state] / total:.2%}"></div>'
        for state in ("done", "failed", "canceled")
        if counts.get(state)
    )
    terms = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in figures.items())
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(report.batch.title)}</title><style>{_STYLE}</style><h1>{escape(report.batch.title)}</h1>"
        f'<div class="about">{escape(report.batch.manifest)}</div><dl>{terms}</dl>'
        f'<div class="whole" role="img" aria-label="{figures["Videos"]} made">{shares}</div>'
        "<table><thead><tr><th>Video<th>Status<th>Length<th>Took<th>Reused<th>Row</tr></thead><tbody>"
        f"{''.join(_row(line) for line in report.lines)}</tbody></table></html>\n"
    )


def _row(line: Line) -> str:
    data = line.to_json()
    error = data["error"] or {}
    status = f'<span class="bad">{escape(error.get("message") or data["status"])}</span>' if error else data["status"]
    parts = data["rendered"] + data["reused"] if data["rendered"] is not None else 0
    reused = f"{data['reused'] / parts:.0%}" if parts else ""
    took = f"{data['wall']:.1f} s" if data["wall"] is not None else ""
    length = f"{data['duration']:.1f} s" if data["duration"] else ""
    numbers = "".join(f'<td class="number">{text}' for text in (length, took, reused))
    return f"<tr><td>{escape(data['name'])}<td>{status}{numbers}<td>{escape(data['place'] or '')}</tr>"


def _clean(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return "".join(char for char in text if char in "\t\n\r" or ord(char) >= 32)
