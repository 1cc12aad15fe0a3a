"""A look at submissions before they are graded: do they belong to another assignment?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from grader.course import Assignment, Course
from grader.errors import UsageError
from grader.grading.gathering import Gathered, GatheredClass
from grader.intake import PendingSubmission, RejectedSubmission, read_submission
from grader.messages import say

_DEFINITION: Final = re.compile(r"^(?:def|class)\s+(\w+)", re.MULTILINE)


def with_notices(course: Course, handed_in: GatheredClass, *, anyway: bool) -> GatheredClass:
    """The submissions; each that looks like another assignment's has a notice that says so.

    A submission looks like another assignment's if it defines functions of that one and none of its own.

    Raises
    ------
    UsageError
        More than half of an assignment's submissions, and at least two, look like one other assignment's.
        With ``anyway`` this is no error.
    """
    functions = {id_: _functions(course.assignment(id_)) for id_ in course.assignment_ids()}
    looked = []
    for each in handed_in.assignments:
        own = functions[each.assignment.id]
        others = {id_: names - own for id_, names in functions.items() if id_ != each.assignment.id}
        meant = [_other(_defined(work), own, others) for work in each.works]
        if not anyway:
            _refuse_most(each, meant)
        works = tuple(_noticed(w, other) for w, other in zip(each.works, meant, strict=True))
        looked.append(each._replace(works=works))
    return handed_in._replace(assignments=tuple(looked))


def _refuse_most(gathered: Gathered, meant: Iterable[str]) -> None:
    total = len(gathered.works)
    for other, count in Counter(filter(None, meant)).most_common(1):
        if count > 1 and 2 * count > total:
            raise UsageError(
                say(
                    "submissions.of_another",
                    count=count,
                    total=total,
                    other=other,
                    assignment=gathered.assignment.id,
                )
            )


def _noticed(work: PendingSubmission, other: str) -> PendingSubmission:
    if not other:
        return work
    notice = say("intake.other_work", other=other)
    return replace(work, found=replace(work.found, notices=(*work.found.notices, notice)))


def _functions(assignment: Assignment) -> set[str]:
    return {task.function for task in assignment.settings.tasks}


def _defined(work: PendingSubmission) -> set[str]:
    """The functions and classes that a submission defines. Nothing is run or parsed."""
    submission = read_submission(work.found, work.module)
    if isinstance(submission, RejectedSubmission):
        return set()
    return {name for file in submission.files for name in _DEFINITION.findall(file.text)}


def _other(defined: set[str], own: set[str], others: dict[str, set[str]]) -> str:
    """The assignment of which most functions are there; empty if one of the own functions is."""
    if defined & own:
        return ""
    found = {id_: len(defined & names) for id_, names in others.items() if defined & names}
    return max(found, key=lambda id_: found[id_]) if found else ""
