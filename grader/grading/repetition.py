"""Ask for a wrong value once more: code that answers otherwise depends on earlier calls, or on chance.

This happens after all tests, in a fresh worker, and changes no verdict. A worker that is asked the same thing twice
while it is graded learns from it that its first answer was wrong.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from grader.course import Assignment
from grader.grading.mistake import plain_data
from grader.plugin import Outcome
from grader.sandbox.failure import StudentError, WorkerFailure
from grader.testing.subject import JailedSubject
from grader.wire import Unsendable


def asked_again(assignment: Assignment, outcomes: Sequence[Outcome], fresh: JailedSubject) -> list[Outcome]:
    """The outcomes, each task's first wrong call with the second answer beside it.

    Parameters
    ----------
    assignment : Assignment
    outcomes : sequence of Outcome
    fresh : JailedSubject
        The submission in a worker of its own; it is retired here.
    """
    first = {task.id: _first(task.id, outcomes) for task in assignment.settings.tasks}
    answers: dict[str, Any] = {}
    try:
        for outcome in filter(None, first.values()):
            answers[outcome.spec.id] = _answer(outcome, fresh)
    except WorkerFailure:  # no second answer, to this call and to all later ones
        pass
    finally:
        fresh.retire()
    return [_with(outcome, answers) for outcome in outcomes]


def _first(task: str, outcomes: Sequence[Outcome]) -> Outcome | None:
    return next((o for o in outcomes if o.spec.mark.id == task and _is_plain(o)), None)


def _is_plain(outcome: Outcome) -> bool:
    """A value was wrong, and its inputs can be sent to another worker."""
    if outcome.call is None:
        return False
    try:
        plain_data(outcome.call)
    except Unsendable:
        return False
    return True


def _answer(outcome: Outcome, fresh: JailedSubject) -> Any:
    assert outcome.call is not None
    try:
        return fresh.call(outcome.call.function, outcome.call.args, outcome.call.kwargs).value
    except StudentError as error:  # it ends in another way: that is an answer too
        return error


def _with(outcome: Outcome, answers: dict[str, Any]) -> Outcome:
    if outcome.spec.id not in answers or outcome.call is None:
        return outcome
    call = dataclasses.replace(outcome.call, again=answers[outcome.spec.id])
    return dataclasses.replace(outcome, call=call)
