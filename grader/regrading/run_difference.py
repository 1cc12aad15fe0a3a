"""What a proposed run would change: points before and after, and the tests that went otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from grader.gradebook import Grade
from grader.gradebook.row import ResultRow

if TYPE_CHECKING:
    from grader.gradebook.book import Gradebook

Direction = Literal["up", "down", "same", "not graded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentDifference:
    """One student's result before and after. Points are multiples of 1/10,000."""

    student: str
    points_before: int | None
    points_after: int | None
    final_before: int | None
    final_after: int | None
    tests: tuple[tuple[str, str, str], ...]
    """Id, verdict before, verdict after; empty where a test is new or gone."""

    @property
    def direction(self) -> Direction:
        if self.points_after is None:
            return "same" if self.points_before is None else "not graded"
        before = self.points_before
        if before is None or self.points_after > before:
            return "up"
        return "down" if self.points_after < before else "same"


def run_difference(book: Gradebook, run: str, assignment: str) -> list[StudentDifference]:
    """The students whose attempts are in a run, by id, with what would change."""
    from grader.gradebook import row_query  # SQLAlchemy
    from grader.gradebook.database import reading

    with reading(book.engine) as connection:
        new = row_query.results_of_run(connection, run)
        old = row_query.full_results(connection, [row.attempt for row in new])
        owner = {row.id: row.student for row in row_query.attempts_of(connection, assignment)}
    students = sorted({owner[row.attempt] for row in new if row.attempt in owner})
    before = _by_student(book.grades(students), assignment)
    after = _by_student(book.grades(students, proposal=run), assignment)
    tests = _changed_tests(new, [row for row in old if row.run != run], owner)
    return [
        StudentDifference(
            student=student, points_before=before[student].points, points_after=after[student].points,
            final_before=before[student].final, final_after=after[student].final,
            tests=tuple(tests.get(student, ())),
        )
        for student in students
    ]  # fmt: skip


def _by_student(grades: Iterator[Grade], assignment: str) -> dict[str, Grade]:
    return {grade.student: grade for grade in grades if grade.assignment == assignment}


def _changed_tests(
    new: Sequence[ResultRow], old: Sequence[ResultRow], owner: Mapping[str, str]
) -> dict[str, list[tuple[str, str, str]]]:
    """The tests whose verdict changed in any attempt of a student."""
    before = {row.attempt: row for row in sorted(old, key=lambda row: (row.graded_us, row.turn))}
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in new:
        was = json.loads(before[row.attempt].verdicts) if row.attempt in before else {}
        now = json.loads(row.verdicts)
        for test in sorted(was.keys() | now.keys()):
            change = test, was.get(test, ""), now.get(test, "")
            known = found.setdefault(owner[row.attempt], [])
            if change[1] != change[2] and change not in known:
                known.append(change)
    return found
