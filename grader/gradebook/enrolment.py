"""What the gradebook takes over from the course and the roster: assignments with their dates, and students."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from grader.course import Assignment, Course, Late, LateHere
from grader.course.assignment import load_assignment
from grader.errors import CourseError, UsageError
from grader.gradebook.grade import Enrolled, units
from grader.gradebook.point_in_time import parse_moment
from grader.gradebook.row import AssignmentRow, LatePolicy

if TYPE_CHECKING:
    from grader.intake import Roster

_MINUTE_US = 60_000_000


def course_assignments(course: Course) -> Iterator[AssignmentRow]:
    """The assignments of a course, with the dates and the rule for late work that hold now."""
    for position, id_ in enumerate(course.assignment_ids()):
        settings_alone = load_assignment(course.folder / id_, None)  # tests are parsed otherwise: 3 ms each
        yield assignment_row(course, settings_alone, position)


def assignment_row(course: Course, assignment: Assignment, position: int = 0) -> AssignmentRow:
    """One assignment of a course."""
    zone, settings = course.settings.time_zone, assignment.settings
    where = f"{course.folder.name}/{assignment.id}/assignment.toml"
    return AssignmentRow(
        id=assignment.id, title=settings.title, max_points=units(assignment.max_score), position=position,
        due_us=_moment(settings.due, zone, f"{where}: due"),
        accept_until_us=_moment(settings.accept_until, zone, f"{where}: accept_until"), time_zone=zone,
        late=late_policy_of(course.settings.late, settings.late),
    )  # fmt: skip


def late_policy_of(late: Late, here: LateHere) -> LatePolicy:
    """The course's rule with what an assignment changes in it."""

    def either(own: int, course: int) -> int:
        return course if own == -1 else own

    accept_days = either(here.accept_days, late.accept_days)
    return LatePolicy(
        grace_us=either(here.grace_minutes, late.grace_minutes) * _MINUTE_US,
        per_day_percent=either(here.per_day_percent, late.per_day_percent),
        max_percent=either(here.max_percent, late.max_percent),
        accept_days=None if accept_days == -1 else accept_days,
        slip_days=late.slip_days,
        slip_days_here=None if here.slip_days == -1 else here.slip_days,
        counts=here.counts or late.counts,
    )


def enrolled(roster: Roster) -> list[Enrolled]:
    """The students of a roster, with what it says of them."""
    names = [field.name for field in fields(Enrolled)]
    return [Enrolled(**{name: row.cell(name) for name in names}) for row in roster.rows]


def _moment(text: str, zone: str, where: str) -> int | None:
    try:
        return parse_moment(text, zone, where) if text else None
    except UsageError as error:
        raise CourseError(str(error)) from None
