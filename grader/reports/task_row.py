"""One line for each task of a student's page: its points, and behind it the tests that no card tells of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from grader.messages import say_count
from grader.model import Report, TaskResult, TestResult, Verdict
from grader.reports.findings import Finding, unlisted_task
from grader.reports.symbol import VERDICT_SYMBOLS, Symbol

_PASSED: Final = VERDICT_SYMBOLS[Verdict.PASSED]
_OPEN: Final = Symbol("…", "calm")
"""Tests of the task are not shown yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task as a student sees it."""

    task: TaskResult
    symbol: Symbol
    shows_points: bool
    summary: str
    """``9 of 10 tests passed``; empty where none is shown."""
    tests: tuple[TestResult, ...]
    """The tests that passed, and those of which a card tells no title."""
    cards: tuple[Finding, ...]
    """The cards that are about it."""
    concealed: tuple[str, ...]
    """``3 tests are shown after the due date.``"""
    weak: str
    """Why passed tests earned nothing."""


def shown_points(report: Report) -> dict[str, tuple[float, float]]:
    """The points of each task of which they may be shown: those of another would reveal withheld results."""
    if report.score is None:
        return {}
    hidden = {test.task for test in report.tests if test.visibility != "visible"}
    return {task.id: (task.points, task.max_points) for task in report.tasks if task.id not in hidden}


def task_rows(
    report: Report, cards: Sequence[Finding], points: Mapping[str, tuple[float, float]]
) -> tuple[TaskRow, ...]:
    """One row per task, in order; tests of a task that is not listed come last, without points."""
    known = {task.id for task in report.tasks}
    others = [t for t in dict.fromkeys(test.task for test in report.tests) if t not in known]
    listed = [*report.tasks, *map(unlisted_task, others)]
    told = {test.id for card in cards for test in (*card.tests, *card.beside, card.example) if test}
    return tuple(_row(task, report, cards, points, told) for task in listed)


def _row(
    task: TaskResult, report: Report, cards: Sequence[Finding], points: Mapping[str, tuple[float, float]],
    told: set[str],
) -> TaskRow:  # fmt: skip
    own = [test for test in report.tests if test.task == task.id]
    shown = [test for test in own if test.visibility == "visible"]
    hidden = [test.visibility for test in own if test.visibility != "visible"]
    passed = sum(test.verdict is Verdict.PASSED for test in shown)
    return TaskRow(
        task=task,
        symbol=_symbol(shown, concealed=bool(hidden)),
        shows_points=task.id in points and task.max_points > 0,
        summary=say_count("test.passed", len(shown), passed=passed) if shown else "",
        tests=tuple(test for test in shown if test.id not in told),
        cards=tuple(card for card in cards if any(each.id == task.id for each in card.tasks)),
        concealed=tuple(say_count(f"withheld.{v}", hidden.count(v)) for v in dict.fromkeys(hidden)),
        weak=_weak_note(shown) if task.id in points else "",
    )


def _symbol(tests: Sequence[TestResult], *, concealed: bool) -> Symbol:
    """That of the first failure; the tick only where every test is shown and passed."""
    failures = [test for test in tests if test.verdict is not Verdict.PASSED]
    run = [test for test in failures if test.verdict is not Verdict.NOT_RUN]
    if failures:
        return VERDICT_SYMBOLS[(run or failures)[0].verdict]
    if concealed:
        return _OPEN
    return _PASSED if tests else VERDICT_SYMBOLS[Verdict.NOT_RUN]


def _weak_note(tests: Sequence[TestResult]) -> str:
    """Why weak tests that passed are worth nothing yet."""
    waiting = [t for t in tests if t.weak and t.verdict is Verdict.PASSED and t.points == 0 < t.max_points]
    strong = any(t.points > 0 and not t.weak for t in tests)
    if not waiting or strong:
        return ""
    return say_count("weak", len(waiting))
