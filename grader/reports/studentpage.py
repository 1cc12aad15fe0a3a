"""``report.html``: one student's page, complete in one file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from grader.course.statement import PICTURE_KINDS
from grader.gradebook import Grade
from grader.messages import say
from grader.model import Provenance, Report, Verdict
from grader.reports.findings import findings
from grader.reports.grade_section import grade_section
from grader.reports.listing import Sources
from grader.reports.markdown_html import markdown_html
from grader.reports.next_step import next_step
from grader.reports.page import render
from grader.reports.task_row import shown_points, task_rows
from grader.reports.timing_section import timed_views
from grader.text import number, one_line

PICTURE_BYTES: Final = 100_000
"""All pictures of a statement, so that a page stays below 1 MB. What is more gives way to its text."""


_LIMITS: Final = frozenset(
    {"timeout_s", "submission_s", "memory_mib", "output_mib", "reply_mib", "callbacks"}
)
"""The limits that a page names."""


class Fact(NamedTuple):
    """A line of the footer. ``full`` is shown on hovering."""

    label: str
    value: str
    full: str = ""


def report_html(
    report: Report,
    *,
    statement: str = "",
    pictures: Mapping[str, bytes] | None = None,
    grade: Grade | None = None,
) -> str:
    """One student's result as a page that needs nothing but itself.

    Parameters
    ----------
    report : Report
        What the student may see, within its budget (`grader.budget`). Tests that are not ``visible`` are
        counted, not shown; with any of them the score, the points of their tasks and all that was timed stay
        out as well, since they would reveal the results.
    statement : str
        Markdown of the assignment's statement.
    pictures : mapping of str to bytes, optional
        Files that the statement shows, by name.
    grade : Grade, optional
        What counts, of an assignment whose grades the staff has published.
    """
    graded, concealed = report.score is not None, any(t.visibility != "visible" for t in report.tests)
    sources, points = Sources(report.sources), shown_points(report)
    cards = findings(report, sources, points)
    timed = () if concealed else timed_views(report.performance)
    return render(
        "report.html.j2",
        heading=f"{report.title} · {report.student}",
        report=report,
        status="not graded" if not graded else "concealed" if concealed else "graded",
        notebook=next((one_line(file.origin, 100) for file in report.sources if file.origin), ""),
        cards=cards,
        heading_of_cards="card.to_write" if all(card.is_absent for card in cards) else "card.to_correct",
        rows=task_rows(report, cards, points),
        timed=timed,
        slow=any(view.lost > 0 for view in timed),
        first=next_step(report, cards, timed) if graded else "",
        passed=sum(t.verdict is Verdict.PASSED for t in report.tests if t.visibility == "visible"),
        shown=sum(t.visibility == "visible" for t in report.tests),
        listings=sources.listings(),  # after the cards: they mark the lines
        statement=markdown_html(statement, _addresses(pictures or {})) if statement.strip() else "",
        facts=_facts(report),
        grade=grade_section(grade) if grade else None,
    )


def _addresses(pictures: Mapping[str, bytes]) -> frozenset[tuple[str, str]]:
    """``data:`` addresses of pictures, as far as their bytes go."""
    found, left = set(), PICTURE_BYTES
    for name, data in pictures.items():
        if len(data) <= left:
            left -= len(data)
            kind = PICTURE_KINDS[PurePosixPath(name).suffix.lower()]
            found.add((name, f"data:{kind};base64,{b64encode(data).decode()}"))
    return frozenset(found)


def _facts(report: Report) -> list[Fact]:
    limits = [
        say(f"limit.{key}", value=number(value)) for key, value in report.limits.items() if key in _LIMITS
    ]
    facts = [Fact(say("limit.heading"), ", ".join(limits))] if limits else []
    if report.provenance:
        facts.append(Fact(say("isolation.heading"), say(f"isolation.{report.isolation}")))
        facts += _origin(report.provenance, report.device)
    return facts


def _origin(origin: Provenance, device: str) -> list[Fact]:
    versions = [f"grader {origin.grader}", f"Python {origin.python}"]
    versions += [f"{name} {version}" for name, version in sorted(origin.libraries.items())]
    digests = (
        (say("origin.submission"), origin.submission_sha256),
        (say("origin.assignment"), origin.assignment_sha256),
        (say("origin.reference"), origin.reference_sha256),
    )
    return [
        Fact(say("origin.heading"), say("origin.versions", versions=", ".join(versions), device=device)),
        *(Fact(label, digest[:12], f"SHA-256 {digest}") for label, digest in digests if digest),
    ]
