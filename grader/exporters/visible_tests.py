"""What an export may show of a report.

Gradescope withholds what it is asked to withhold; a log or a page of GitHub shows all that is written
there. For those, a test whose visibility is not ``visible`` has neither verdict nor text, and no sum gives
its points away.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from grader.messages import join_sentences, say, say_count
from grader.model import Report, TestResult, Visibility
from grader.text import number


class Points(NamedTuple):
    """Points over the tests that may be shown."""

    earned: float
    possible: float

    def __str__(self) -> str:
        return f"{number(self.earned)} / {number(self.possible)}"


def is_visible(test: TestResult) -> bool:
    return test.visibility == "visible"


def visible_tests(tests: Iterable[TestResult]) -> list[TestResult]:
    return [test for test in tests if is_visible(test)]


def score_line(report: Report) -> str:
    """``7.5 / 10 points``; no sum that would reveal a test still withheld; never 0 for *not graded*."""
    if report.score is None:
        return say("not_graded.short")
    visible = visible_tests(report.tests)
    if len(visible) == len(report.tests):
        return say("export.points", points=Points(report.score, report.max_score))
    return say("export.score_so_far", points=_total_points(visible))


def task_points(report: Report, task_id: str) -> str:
    """``4 / 6``, ``not graded``, or that a test of the task is withheld."""
    if report.score is None:
        return say("not_graded.short")
    tests = [test for test in report.tests if test.task == task_id]
    if len(visible_tests(tests)) < len(tests):
        return say("export.points_so_far", points=_total_points(visible_tests(tests)))
    return next((str(Points(t.points, t.max_points)) for t in report.tasks if t.id == task_id), "")


def withheld_line(report: Report) -> str:
    """``2 tests are shown after the due date.``, or nothing."""
    hidden = [test.visibility for test in report.tests if not is_visible(test)]
    return join_sentences(*(say_count(f"withheld.{v}", hidden.count(v)) for v in dict.fromkeys(hidden)))


def withheld_label(when: Visibility) -> str:
    """``shown after the due date``, in the place of a test's title."""
    return say(f"visibility.{when}")


def not_graded_reason(report: Report) -> str:
    """Why there is no score, and that it is no zero."""
    reason = report.not_graded or say("export.not_graded.no_reason")
    return join_sentences(reason, say("not_graded.no_zero"))


def _total_points(tests: list[TestResult]) -> Points:
    return Points(sum(t.points for t in tests), sum(t.max_points for t in tests))
