"""The one thing to do next, in a line at the top of a student's page."""

from __future__ import annotations

from collections.abc import Sequence

from grader.messages import join_sentences, say
from grader.model import Report, TaskResult, Verdict
from grader.reports.findings import Finding
from grader.reports.timing_section import TimedView
from grader.text import number

_NO_STEP = (Verdict.NOT_RUN, Verdict.GRADER_ERROR)


def next_step(report: Report, cards: Sequence[Finding], timed: Sequence[TimedView] = ()) -> str:
    """Where a student gains most for least.

    In this order: a forgotten breakpoint, a mistake we can explain, another failure, unwritten work, speed. A friendly
    line with functions in backticks; empty where there is nothing to say.
    """
    if not cards:
        return _praise(report, timed)
    steps = [card for card in cards if card.verdict not in _NO_STEP]
    if not steps:
        return ""
    first = min(steps, key=_rank)
    if first.whole:
        return say("first.breakpoint.whole" if first.is_breakpoint else "first.one_problem", n=first.size)
    task = _task(first)
    if task is None:
        return ""
    if first.is_absent:
        return join_sentences(say("first.write", function=task.function), _points_to_gain(task, first))
    start = say("first.breakpoint" if first.is_breakpoint else "first.start", function=task.function)
    return join_sentences(start, _points_to_gain(task, first), _reason(first))


def _rank(card: Finding) -> tuple[int, float]:
    if card.is_breakpoint:
        return -1, -card.lost
    kind = 0 if card.whole or card.mistake else 1 if card.tone == "bad" else 2
    return kind, -card.lost


def _task(card: Finding) -> TaskResult | None:
    """The first of its tasks: of functions that are not written, an easy one often."""
    return card.tasks[0] if card.tasks else None


def _points_to_gain(task: TaskResult, card: Finding) -> str:
    lost = task.max_points - task.points
    return say("first.points", points=number(lost)) if card.points and lost > 0 else ""


def _reason(card: Finding) -> str:
    """Why to start with it."""
    if card.size > 1:
        return say("first.one_mistake" if card.mistake else "first.one_reason", n=card.size)
    return say("first.explained") if card.mistake else ""


def _praise(report: Report, timed: Sequence[TimedView]) -> str:
    visible = [test for test in report.tests if test.visibility == "visible"]
    if not visible:
        return ""
    concealed = len(visible) < len(report.tests)
    praise = say("first.visible_pass" if concealed else "first.all_pass")
    slow = max(timed, key=lambda view: view.lost, default=None)
    if slow and slow.lost > 0:
        step = say("first.time", function=slow.result.function, device=slow.device)
        return join_sentences(praise, step, say("first.points", points=number(slow.lost)))
    return join_sentences(praise, say("first.well_done"))
