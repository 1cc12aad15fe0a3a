"""What the gradebook says of one student in one assignment: the record that pages and exporters are made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

POINT: Final = 10_000
"""Units of a point: points are whole numbers of 1/10,000, so that sums and comparisons are exact."""


class GradeStatus(StrEnum):
    """What became of a student's work in an assignment."""

    GRADED = "graded"
    NOT_GRADED = "not graded"
    """Something was handed in, and nobody knows yet what it is worth: never a zero."""
    REJECTED = "rejected"
    """What was handed in could not be read."""
    ABSENT = "absent"
    """Nothing was handed in."""
    EXCUSED = "excused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A student's grade in an assignment, and why it is so.

    Times are microseconds since 1970 in UTC, points are multiples of 1/10,000 (`POINT`). If there is a final grade,
    ``final == (points or 0) - penalty + adjustment``.
    """

    student: str
    assignment: str
    status: GradeStatus
    points: int | None = None
    """Points of the attempt that counts, before penalty and adjustment."""
    max_points: int
    received_us: int | None = None
    """When the attempt that counts came; ``None`` if nobody says."""
    due_us: int | None = None
    """The student's own due date: with an extension, that of the extension."""
    days_late: int = 0
    """Days that had begun after the due date and the grace when the attempt came."""
    slip_days: int = 0
    """Late days that cost nothing, because the student spent slip days on them."""
    penalty: int = 0
    """Points taken away for lateness; never more than there are."""
    adjustment: int = 0
    """Points that the staff added (or took, if negative)."""
    final: int | None = None
    """What counts; ``None`` where nothing is graded, absent or excused: a blank, never a zero."""
    reasons: tuple[str, ...] = ()
    """Sentences that explain every number above, in the order in which they apply."""
    attempts: int = 0
    """How often the student handed in."""
    published: bool = False
    """The staff has published the assignment: the student may see the grade."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """A student, as the roster lists them. What the roster does not say is empty."""

    student: str
    """Id: the name of the folder with the student's reports."""
    name: str = ""
    email: str = ""
    sid: str = ""
    """Number that the institution gave."""
    login: str = ""
    canvas_id: str = ""
    moodle_id: str = ""
    repository: str = ""
    section: str = ""
    group: str = ""


def units(points: float) -> int:
    """Points as a whole number of 1/10,000."""
    return round(points * POINT)


def points_text(value: int) -> str:
    """Points as people write them: ``7.5``, never ``7.5000``."""
    sign, (whole, rest) = "-" * (value < 0), divmod(abs(value), POINT)
    return sign + (f"{whole}.{rest:04d}".rstrip("0") if rest else str(whole))
