"""Deadlines as the queue sees them: moments at which a grade changes, for one student in one assignment.

A commit before a deadline and one after it are not worth the same, so the later one never takes the place of the
earlier one. Every late day ends with such a moment as well, and so does the time in which late work is accepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.gradebook.late_policy import LateWork, accepted_until_us, days_late
from grader.gradebook.row import AssignmentRow

_MOST_DAYS = 366
"""Late days after which a day more makes no difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The due dates of a course, with the extensions that the staff gave."""

    assignments: Mapping[str, AssignmentRow] = field(default_factory=dict)
    extensions: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Due dates of one student's own, by student and assignment."""

    def due_us(self, student: str, assignment: str) -> int | None:
        row = self.assignments.get(assignment)
        return self.extensions.get((student, assignment), row.due_us if row else None)

    def period(self, student: str, assignment: str, moment_us: int) -> int:
        """How many deadlines lie before a moment: two moments with one number are worth the same."""
        row, due = self.assignments.get(assignment), self.due_us(student, assignment)
        if row is None or due is None:
            return 0
        days = min(days_late(moment_us, due, row.late.grace_us, row.time_zone), _MOST_DAYS)
        until = accepted_until_us(
            LateWork(
                assignment=assignment, due_us=due, accept_until_us=row.accept_until_us, time_zone=row.time_zone,
                policy=row.late, attempts=(),
            )
        )  # fmt: skip
        return days + (until is not None and moment_us > until)

    def is_over(self, student: str, assignment: str, moment_us: int) -> bool:
        """Whether the student's own due date, and the grace after it, have passed."""
        row, due = self.assignments.get(assignment), self.due_us(student, assignment)
        return row is not None and due is not None and moment_us > due + row.late.grace_us

    def between(self, student: str, assignment: str, earliest_us: int, received_us: int) -> bool:
        """Whether a deadline lies between two moments."""
        return self.period(student, assignment, earliest_us) != self.period(student, assignment, received_us)
