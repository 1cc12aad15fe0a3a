"""One student's checkout: which assignments lie in it, and their work as jobs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from grader.course import Assignment, Course
from grader.errors import UsageError
from grader.grading.executor import Job
from grader.grading.process_protocol import Work
from grader.grading.ungraded import ungraded_report
from grader.intake import FoundSubmission, RejectedSubmission, contains_module, read_submission
from grader.model import Report


class CheckedOut(NamedTuple):
    """The folder in which the work for an assignment lies."""

    assignment: Assignment
    folder: Path


def checked_out(course: Course, checkout: Path, names: tuple[str, ...]) -> list[CheckedOut]:
    """The assignments whose file is in the checkout, at its top or in a folder of their name.

    Raises
    ------
    UsageError
        One of ``names`` is not there.
    """
    found = []
    for name in names or course.assignment_ids():
        assignment = course.assignment(name)
        module = assignment.settings.module
        places = [p for p in (checkout, checkout / name) if p.is_dir() and contains_module(p, module)]
        if places:
            found.append(CheckedOut(assignment, places[0]))
        elif names:
            raise UsageError(
                f"{checkout}: there is no {module} for {name}, neither at the top nor in {name}/."
            )
    return found


def read_checkout(places: Iterable[CheckedOut], student: str) -> tuple[list[Job], list[Report]]:
    """A job for each assignment, and a report for each whose work could not be read: the others are graded."""
    jobs, unread = [], []
    for assignment, folder in places:
        found = read_submission(
            FoundSubmission(path=folder, student=student, origin=str(folder)), assignment.settings.module
        )
        if isinstance(found, RejectedSubmission):
            unread.append(ungraded_report(assignment, found.student, found.reason))
        else:
            jobs.append(Job(assignment=assignment, works=(Work(submission=found),)))
    return jobs, unread
