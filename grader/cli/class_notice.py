"""What is said of a class beside its results: who is graded again with no new work, what is not read, who was late."""

from __future__ import annotations

from typing import Final

from grader.cli import terminal
from grader.course import Assignment, Course
from grader.grading import RecordStore
from grader.grading.gathering import GatheredClass
from grader.grading.unit_key import unit_key
from grader.intake import PendingSubmission
from grader.messages import say, say_count

_OLDER: Final = ("download.earlier", "download.replaced")
"""Why something in a download is not read: the platform had a newer attempt."""


def tell(course: Course, handed_in: GatheredClass, store: RecordStore) -> None:
    """Say what a run does that nobody asked for, as long as it can still be stopped.

    Parameters
    ----------
    course : Course
    handed_in : GatheredClass
    store : RecordStore
        Open; what an earlier run left in it.
    """
    for each in handed_in.assignments:
        again = sum(_conditions_changed(course, each.assignment, work, store) for work in each.works)
        if again:
            terminal.say(say_count("resume.conditions", again, assignment=each.assignment.id), err=True)
        older = {say(reason) for reason in _OLDER}
        attempts = sum(entry.reason in older for entry in each.ignored)
        if attempts and _counts(course, each.assignment) == "best":
            terminal.say(say_count("download.older", attempts), err=True)


def called_late(handed_in: GatheredClass) -> list[str]:
    """A line for each assignment with work that the platform calls late, of which nobody knows when it came."""
    lines = []
    for each in handed_in.assignments:
        ways = {work.student: work.found.hand_in for work in each.works}
        late = [student for student, way in ways.items() if way.late and way.received_us is None]
        if late:
            lines.append(
                say("summary.called_late", assignment=each.assignment.id, students=", ".join(sorted(late)))
            )
    return lines


def _conditions_changed(
    course: Course, assignment: Assignment, work: PendingSubmission, store: RecordStore
) -> bool:
    """Whether the same files have a result already, which tests, settings or grader of today may change."""
    record = store.load(assignment.id, work.student)
    known = record.report.provenance if record else None
    if record is None or known is None or known.submission_sha256 != work.sha256:
        return False
    key = unit_key(course, assignment, course.seed_key(assignment.id), work, record.report.isolation)
    return record.report.score is not None and record.key != key


def _counts(course: Course, assignment: Assignment) -> str:
    """Which attempt counts: as the assignment says, else as the course does."""
    return assignment.settings.late.counts or course.settings.late.counts
