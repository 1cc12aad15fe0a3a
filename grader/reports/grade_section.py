"""The grade on a student's page: what counts, what was taken and added, and why."""

from __future__ import annotations

from typing import NamedTuple

from grader.gradebook.grade import Grade, GradeStatus, points_text
from grader.messages import say


class GradeSection(NamedTuple):
    total: str
    """A sentence with the grade."""
    rows: tuple[tuple[str, str], ...]
    """Label and points of each part; empty where the work's points are all that counts."""
    reasons: tuple[str, ...]


def grade_section(grade: Grade) -> GradeSection:
    """A grade as it is shown."""
    return GradeSection(total=_total(grade), rows=tuple(_rows(grade)), reasons=grade.reasons)


def _total(grade: Grade) -> str:
    if grade.status == GradeStatus.EXCUSED:
        return say("grade.excused.short")
    if grade.final is None:
        return say("grade.none")
    return say("grade.final", final=points_text(grade.final), possible=points_text(grade.max_points))


def _rows(grade: Grade) -> list[tuple[str, str]]:
    if grade.final is None or not (grade.penalty or grade.adjustment):
        return []
    rows = [(say("grade.points"), points_text(grade.points or 0))]
    if grade.penalty:
        rows.append((say("grade.penalty"), f"−{points_text(grade.penalty)}"))
    if grade.adjustment:
        sign = "−" if grade.adjustment < 0 else "+"
        rows.append((say("grade.adjustment"), f"{sign}{points_text(abs(grade.adjustment))}"))
    return [*rows, (say("grade.total"), points_text(grade.final))]
