"""The grades of one assignment on their way out: what is exported, and what has to be said about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from grader.errors import UsageError
from grader.gradebook.grade import POINT, Enrolled, Grade, GradeStatus, points_text
from grader.gradebook.row import AssignmentRow
from grader.messages import say


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeBatch:
    """The grades of everybody in one assignment, as the gradebook's view gives them."""

    assignment: AssignmentRow
    students: Mapping[str, Enrolled]
    """By id, in the order of the gradebook."""
    grades: Mapping[str, Grade]

    def exported(self) -> list[Grade]:
        """The grades that say something: a number, or that a student is excused."""
        return [grade for grade in self.grades.values() if says_something(grade)]


@dataclass(frozen=True, slots=True)
class ExportNotices:
    """What the staff has to know about an export, by the id of the sentence: whom it concerns."""

    entries: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    """What else a sentence names."""

    def add(self, message: str, entry: str, **values: str) -> None:
        self.entries.setdefault(message, []).append(entry)
        self.values[message] = values


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """A file for a platform, and how it came about."""

    text: str
    written: int
    """Rows that the platform is to change."""
    unchanged: int = 0
    notices: ExportNotices


def says_something(grade: Grade) -> bool:
    return grade.final is not None or grade.status == GradeStatus.EXCUSED


def grade_text(grade: Grade) -> str:
    """What counts, for people: points, ``EX``, or blank."""
    if grade.status == GradeStatus.EXCUSED:
        return "EX"
    return "" if grade.final is None else points_text(grade.final)


def comment_text(grade: Grade) -> str:
    """The grade and its reasons, as a student may read them."""
    head = say("sheet.comment", final=grade_text(grade), possible=points_text(grade.max_points))
    return " ".join([head, *grade.reasons])


def rounded(value: Decimal, places: int) -> Decimal:
    """A number with so many decimals; half is rounded up."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def number_text(value: Decimal) -> str:
    """``7.5``, never ``7.50``, ``-0`` or ``1E+1``."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def read_number(cell: str) -> Decimal | None:
    """A number as platforms write it in any language: the last separator is that of the decimals."""
    text = "".join(cell.split())
    if not re.fullmatch(r"-?[0-9][0-9.,]*", text):
        return None
    *before, last = re.split("[.,]", text)
    return Decimal(f"{''.join(before)}.{last}" if before else last)


def scale_factor(
    batch: GradeBatch, theirs: Decimal | None, *, scale: bool, where: str, notices: ExportNotices
) -> Fraction:
    """By what points are multiplied, so that they are of the platform's maximum.

    Raises
    ------
    UsageError
        The maximum there is another one, and nobody has said that points may be converted.
    """
    ours = Fraction(batch.assignment.max_points, POINT)
    for grade in batch.exported():
        if grade.max_points != batch.assignment.max_points and grade.final is not None:
            most = points_text(batch.assignment.max_points)
            entry = say("sheet.pair", student=grade.student, value=points_text(grade.max_points))
            notices.add("sheet.other_maximum", entry, most=most)
    if not theirs or Fraction(theirs) == ours:
        return Fraction(1)
    if not scale:
        raise UsageError(
            f"{where}: the maximum there is {number_text(theirs)}, and the assignment has "
            f"{points_text(batch.assignment.max_points)} points. Change the maximum on the platform and download the "
            "file again, or have the points converted with --scale."
        )
    return Fraction(theirs) / ours if ours else Fraction(1)
