"""What an export may show of a report, and in which words.

Gradescope keeps back what it is told to keep back; a log or a page of GitHub shows all that is written
there. For those, a test whose visibility is not ``visible`` has neither verdict nor text, and no sum gives
its points away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from grader.model import Report, TestResult, Verdict, Visibility
from grader.text import number

SAYS: Mapping[Verdict, str] = {
    Verdict.PASSED: "Passed.",
    Verdict.FAILED: "The answer is wrong.",
    Verdict.ERROR: "Your code raised an error.",
    Verdict.TIMEOUT: "Your code took longer than the time it has.",
    Verdict.MEMORY: "Your code took more memory than it has.",
    Verdict.CRASHED: "Your code ended the process it ran in.",
    Verdict.FORBIDDEN: "Your code used something the assignment does not allow.",
    Verdict.MISSING: "The function was not found in your file.",
    Verdict.NOT_IMPLEMENTED: "The function is not written yet.",
    Verdict.NOT_RUN: "The test was not run.",
    Verdict.GRADER_ERROR: "The grader made an error; it is not your fault.",
}

WITHHELD: Mapping[Visibility, str] = {
    "after_due_date": "shown after the due date",
    "after_published": "shown when the grades are published",
    "hidden": "not shown",
}

NOT_A_ZERO = "This is not a zero: the work is to be graded again."


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


def visible_failures(report: Report) -> list[TestResult]:
    """The tests to write about: shown, run, and not passed."""
    quiet = (Verdict.PASSED, Verdict.NOT_RUN)
    return [test for test in visible_tests(report.tests) if test.verdict not in quiet]


def says(test: TestResult) -> str:
    """What happened, never empty."""
    return test.message or SAYS[test.verdict]


def score_line(report: Report) -> str:
    """``7.5 / 10 points``; no sum that would reveal a test still withheld; never 0 for *not graded*."""
    if report.score is None:
        return "not graded"
    visible = visible_tests(report.tests)
    if len(visible) == len(report.tests):
        return f"{Points(report.score, report.max_score)} points"
    return f"{_total_points(visible)} points in the tests shown so far"


def task_points(report: Report, task_id: str) -> str:
    """``4 / 6``, ``not graded``, or that a test of the task is withheld."""
    if report.score is None:
        return "not graded"
    tests = [test for test in report.tests if test.task == task_id]
    if len(visible_tests(tests)) < len(tests):
        return f"{_total_points(visible_tests(tests))} so far"
    return next((str(Points(t.points, t.max_points)) for t in report.tasks if t.id == task_id), "")


def common_cause(report: Report) -> str:
    """What every test says alike where none could run, as for a file that cannot be imported; else nothing.

    It is worth one paragraph, not one for each of ninety tests.
    """
    tests = visible_tests(report.tests)
    explanations = {(test.message, test.lines) for test in tests}
    failed = all(test.verdict not in (Verdict.PASSED, Verdict.NOT_RUN) for test in tests)
    return tests[0].message if len(tests) > 1 and failed and len(explanations) == 1 else ""


def withheld_line(report: Report) -> str:
    """``2 tests are not shown here (shown after the due date).``, or nothing."""
    words = [WITHHELD[test.visibility] for test in report.tests if not is_visible(test)]
    if not words:
        return ""
    are = "test is" if len(words) == 1 else "tests are"
    return f"{len(words)} {are} not listed here ({', '.join(dict.fromkeys(words))})."


def _total_points(tests: list[TestResult]) -> Points:
    return Points(sum(t.points for t in tests), sum(t.max_points for t in tests))
