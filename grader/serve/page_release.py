"""What a student may see of a report now: held back tests are shown when their date has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from grader.model import Report, Visibility


def released(report: Report, *, is_due: Callable[[], bool], is_published: Callable[[], bool]) -> Report:
    """A report in which everything is visible whose date has come; `grader.release.withheld` takes away the rest.

    Parameters
    ----------
    report : Report
    is_due : callable
        Whether the student's own due date has passed, late days that are accepted among it.
    is_published : callable
        Whether the staff has published the assignment.
    """
    come: dict[Visibility, Callable[[], bool]] = {"after_due_date": is_due, "after_published": is_published}

    def now(visibility: Visibility) -> Visibility:
        return "visible" if visibility in come and come[visibility]() else visibility

    tests = tuple(replace(test, visibility=now(test.visibility)) for test in report.tests)
    return replace(report, visibility=now(report.visibility), tests=tests)
