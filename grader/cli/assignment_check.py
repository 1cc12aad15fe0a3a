"""A look at submissions before they are graded: do most of them belong to another assignment?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from grader.course import Assignment, Course
from grader.grading.gathering import GatheredClass
from grader.intake import PendingSubmission, RejectedSubmission, read_submission
from grader.messages import say

LOOKED_AT: Final = 20
"""Submissions of an assignment that are read: the first ones tell as much as all of them."""

_DEFINITION: Final = re.compile(r"^(?:def|class)\s+(\w+)", re.MULTILINE)


def remarks(course: Course, handed_in: GatheredClass) -> Iterator[str]:
    """A sentence for each assignment of which most submissions look like another assignment's.

    A submission looks like another assignment's if it defines functions of that one and none of its own.
    """
    functions = {id_: _functions(course.assignment(id_)) for id_ in course.assignment_ids()}
    for each in handed_in.assignments:
        works = each.works[:LOOKED_AT]
        own = functions[each.assignment.id]
        others = {id_: names - own for id_, names in functions.items() if id_ != each.assignment.id}
        votes = Counter(filter(None, (_other(_defined(work), own, others) for work in works)))
        for other, count in votes.most_common(1):
            if 2 * count > len(works):
                yield say(
                    "submissions.of_another", count=count, looked_at=len(works), other=other,
                    assignment=each.assignment.id,
                )  # fmt: skip


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
