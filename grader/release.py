"""What of a report a student may have now: an assignment can hold back its hidden tests until a date."""

from __future__ import annotations

import dataclasses

from grader.messages import say
from grader.model import Report, TestResult


def withheld(report: Report) -> Report:
    """What the student may have of a report now: without tests that are not visible yet, and what tells of them."""
    later = [t for t in report.tests if t.visibility != "visible"]
    if not later and report.visibility == "visible":
        return report
    when = report.visibility if report.visibility != "visible" else later[0].visibility
    return dataclasses.replace(
        report,
        score=None,
        not_graded=say(f"score.{when}"),
        tasks=(),
        tests=tuple(_without_points(t) for t in report.tests if t.visibility == "visible"),
        performance=(),
    )


def _without_points(test: TestResult) -> TestResult:
    """A weak test earns points if a strong one passed, which may be one that is withheld."""
    return dataclasses.replace(test, points=0.0, max_points=0.0)
