"""Whether a platform's cell has to change, and to what: the same question for every platform, with its own rules."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from grader.exporters.grade_batch import (
    ExportNotices,
    grade_text,
    number_text,
    read_number,
    rounded,
    says_something,
)
from grader.gradebook.grade import POINT, Grade, GradeStatus
from grader.messages import say


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRules:
    """What a platform does with a cell."""

    factor: Fraction = Fraction(1)
    shown_places: int = 2
    """Decimals with which the platform exports a number: what is equal to these is not changed."""
    has_excuse: bool = False
    """The platform takes ``EX``."""
    blank_removes: bool = False
    """A blank takes the grade away; else the platform passes over it."""
    most: Decimal | None = None
    """The maximum, if the platform refuses what is above it."""

    def number(self, grade: Grade) -> Decimal:
        """The grade with at least two decimals, of the platform's maximum."""
        exact = Fraction(grade.final or 0, POINT) * self.factor
        value = Decimal(exact.numerator) / Decimal(exact.denominator)
        return rounded(value, min(max(2, self.shown_places), 4))


def changed_cell(
    theirs: str, grade: Grade, rules: CellRules, notices: ExportNotices, *, keep_theirs: bool = False
) -> str | None:
    """What the cell becomes; ``None`` if it stays as it is.

    ``EX`` of the platform stays. A blank over a grade is a change where the platform takes it for one.
    """
    cell = theirs.strip()
    there_excused = cell.upper() == "EX" and rules.has_excuse
    if not says_something(grade):
        return _blank(cell, grade, rules, notices, keep_theirs=keep_theirs or there_excused)
    if grade.status == GradeStatus.EXCUSED:
        return _excused(grade, rules, notices, there_excused=there_excused)
    if there_excused:
        notices.add("sheet.excused_there", say("sheet.pair", student=grade.student, value=grade_text(grade)))
        return None
    return _number(cell, grade, rules, notices)


def _blank(
    cell: str, grade: Grade, rules: CellRules, notices: ExportNotices, *, keep_theirs: bool
) -> str | None:
    if cell in ("", "-") or cell.upper() == "EX":
        return None
    removes = rules.blank_removes and not keep_theirs
    notices.add(
        "sheet.blank_over" if removes else "sheet.left", say("sheet.pair", student=grade.student, value=cell)
    )
    return "" if removes else None


def _excused(grade: Grade, rules: CellRules, notices: ExportNotices, *, there_excused: bool) -> str | None:
    if rules.has_excuse:
        return None if there_excused else "EX"
    notices.add("sheet.excused_here", grade.student)
    return None


def _number(cell: str, grade: Grade, rules: CellRules, notices: ExportNotices) -> str | None:
    value = rules.number(grade)
    if rules.most is not None and value > rules.most:
        notices.add("sheet.above", say("sheet.pair", student=grade.student, value=number_text(value)))
        value = rules.most
    there = read_number(cell)
    if there is not None and rounded(there, rules.shown_places) == rounded(value, rules.shown_places):
        return None
    return number_text(value)
