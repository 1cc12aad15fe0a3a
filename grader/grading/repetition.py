"""Ask for a wrong value once more: code that answers otherwise depends on earlier calls, or on chance.

This happens after all tests, in a fresh worker, and changes no verdict. A worker that is asked the same thing twice
while it is graded learns from it that its first answer was wrong.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from typing import Any

from grader.course import Assignment
from grader.diagnosis import Call, Tolerance, fact
from grader.grading.mistake_search import plain_data
from grader.model import Mistake
from grader.plugin import Outcome
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.sandbox.worker_session import JailedSubject
from grader.wire import Unsendable


def find_chance(
    assignment: Assignment, outcomes: Sequence[Outcome], named: Collection[str], fresh: JailedSubject
) -> dict[str, Mistake]:
    """The tasks, but for those whose mistake is named already, in which a second answer differs from the first.

    Parameters
    ----------
    assignment : Assignment
    outcomes : sequence of Outcome
    named : collection of str
        Ids of tasks.
    fresh : JailedSubject
        The submission in a worker of its own, which is started only if something is asked; it is retired here.
    """
    found: dict[str, Mistake] = {}
    try:
        for task in assignment.settings.tasks:
            call = None if task.id in named else _first_wrong(task.id, outcomes)
            if call is None:
                continue
            asked = dataclasses.replace(call, again=_answer(call, fresh))
            different = fact([asked], Tolerance(rtol=task.rtol, atol=task.atol))
            if different is not None:
                found[task.id] = Mistake(id=different.id, sentence=different.sentence)
    except WorkerFailure:  # no second answer, to this call and to all later ones
        pass
    finally:
        fresh.retire()
    return found


def _first_wrong(task: str, outcomes: Sequence[Outcome]) -> Call | None:
    """The first call of a task that gave a wrong value, and whose inputs can be sent to another worker."""
    calls = (outcome.call for outcome in outcomes if outcome.spec.mark.id == task)
    return next((call for call in calls if call is not None and _is_plain(call)), None)


def _is_plain(call: Call) -> bool:
    try:
        plain_data(call)
    except Unsendable:
        return False
    return True


def _answer(call: Call, fresh: JailedSubject) -> Any:
    try:
        return fresh.call(call.function, call.args, call.kwargs).value
    except StudentError as error:  # it ends in another way: that is an answer too
        return error
