"""The view ``grade``: one record for each student and assignment, computed from rows whenever it is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from grader.gradebook.adjusted_points import AdjustedPoints, adjusted_points
from grader.gradebook.grade import Grade, GradeStatus
from grader.gradebook.grade_reasons import grade_reasons
from grader.gradebook.late_policy import Counted, LateWork, ScoredAttempt, counted_attempts
from grader.gradebook.row import (
    AdjustmentRow,
    AssignmentRow,
    AttemptRow,
    ExtensionRow,
    ResultRow,
    RowSet,
)
from grader.gradebook.staff_entry import StandingEntries, standing_entries

Place = tuple[str, str]
"""A student and an assignment."""
_Placed = TypeVar("_Placed", AttemptRow, ExtensionRow, AdjustmentRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedAttempt:
    """An attempt with the result that counts for it; ``None`` while nothing of it is graded."""

    row: AttemptRow
    result: ResultRow | None
    first_graded_us: int = 0
    """When it was graded for the first time: a regrade makes it no newer."""

    @property
    def scored(self) -> bool:
        return self.result is not None and self.result.score is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedWork:
    """Everything that is known of one student in one assignment."""

    student: str
    assignment: AssignmentRow
    attempts: tuple[JudgedAttempt, ...]
    """In the order in which they came."""
    entries: StandingEntries
    published: bool

    @property
    def due_us(self) -> int | None:
        """The student's own due date."""
        return self.entries.extension.due_us if self.entries.extension else self.assignment.due_us

    @property
    def accept_until_us(self) -> int | None:
        """The assignment's last moment, if it has one of its own; an extension moves it as far as the due date."""
        until, due = self.assignment.accept_until_us, self.assignment.due_us
        if until is None or self.due_us is None:
            return until
        return until + max(0, self.due_us - due) if due is not None else max(until, self.due_us)

    @property
    def scored(self) -> tuple[JudgedAttempt, ...]:
        return tuple(each for each in self.attempts if each.scored)


def grades(rows: RowSet) -> Iterator[Grade]:
    """The grades of the students in ``rows``, by student and then as the course orders its assignments.

    Parameters
    ----------
    rows : RowSet
        All rows of these students. Slip days are spent over all assignments, so none of them may be missing.
    """
    for _, works in groupby(graded_works(rows), key=lambda work: work.student):
        yield from _of_student(list(works))


def graded_works(rows: RowSet) -> Iterator[GradedWork]:
    """What is known of each student in each assignment, in the order of `grades`."""
    results, first = _results(rows.results), _first_graded(rows.results)
    attempts, extensions = _by_place(rows.attempts), _by_place(rows.extensions)
    adjustments = _by_place(rows.adjustments)
    published = {row.assignment for row in rows.publications}
    for student in sorted(_students(rows)):
        for assignment in sorted(rows.assignments, key=lambda row: (row.position, row.id)):
            place = student, assignment.id
            yield GradedWork(
                student=student,
                assignment=assignment,
                attempts=_judged_attempts(attempts[place], results, first),
                entries=standing_entries(extensions[place], adjustments[place]),
                published=assignment.id in published,
            )


def _students(rows: RowSet) -> set[str]:
    entered = {row.student for row in rows.attempts} | {row.student for row in rows.extensions}
    return entered | {row.student for row in rows.adjustments} | {row.student for row in rows.students}


def _by_place(rows: Iterable[_Placed]) -> defaultdict[Place, list[_Placed]]:
    found: defaultdict[Place, list[_Placed]] = defaultdict(list)
    for row in rows:
        found[row.student, row.assignment].append(row)
    return found


def _results(rows: Iterable[ResultRow]) -> dict[str, ResultRow]:
    """The result of each attempt that counts: the newest, unless its run may not lower anything."""
    found: dict[str, ResultRow] = {}
    for row in sorted(rows, key=lambda row: (row.graded_us, row.turn, row.key)):
        before = found.get(row.attempt)
        if before is None or not (row.never_lower and _lower(row, before)):
            found[row.attempt] = row
    return found


def _lower(row: ResultRow, before: ResultRow) -> bool:
    return before.score is not None and (row.score is None or row.score < before.score)


def _first_graded(rows: Iterable[ResultRow]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        found[row.attempt] = min(row.graded_us, found.get(row.attempt, row.graded_us))
    return found


def _judged_attempts(
    rows: Sequence[AttemptRow], results: dict[str, ResultRow], first: dict[str, int]
) -> tuple[JudgedAttempt, ...]:
    """Attempts as they came. One whose files were lost is no attempt of its own beside others."""
    read = [row for row in rows if row.submission_sha256] or rows
    judged = [
        JudgedAttempt(row=row, result=results.get(row.id), first_graded_us=first.get(row.id, 0))
        for row in read
    ]
    return tuple(sorted((each for each in judged if each.result), key=_arrival))


def _arrival(each: JudgedAttempt) -> tuple[int, int, int, str]:
    """Where nobody says when, the number of the platform decides, then when it was graded."""
    received = -1 if each.row.received_us is None else each.row.received_us
    return received, each.row.number, each.result.graded_us if each.result else 0, each.row.id


def _of_student(works: Sequence[GradedWork]) -> Iterator[Grade]:
    slip_days = max((work.assignment.late.slip_days for work in works), default=0)
    counted = counted_attempts([_late_work(work) for work in works], slip_days)
    for work in works:
        yield _grade(work, counted.get(work.assignment.id))


def _late_work(work: GradedWork) -> LateWork:
    return LateWork(
        assignment=work.assignment.id, due_us=work.due_us, accept_until_us=work.accept_until_us,
        time_zone=work.assignment.time_zone, policy=work.assignment.late,
        attempts=tuple(
            ScoredAttempt(received_us=each.row.received_us, points=each.result.score, max_points=each.result.max_score)
            for each in work.scored
            if each.result is not None and each.result.score is not None
        ),
    )  # fmt: skip


def _grade(work: GradedWork, counted: Counted | None) -> Grade:
    attempt = work.scored[counted.place] if counted else None
    points = attempt.result.score if attempt and attempt.result else None
    penalty = counted.penalty if counted else 0
    adjusted = adjusted_points(work.entries.adjustments, points, penalty)
    return Grade(
        student=work.student,
        assignment=work.assignment.id,
        status=_status(work, adjusted),
        points=points,
        max_points=attempt.result.max_score if attempt and attempt.result else work.assignment.max_points,
        received_us=_received_us(work, attempt),
        due_us=work.due_us,
        days_late=counted.days_late if counted else 0,
        slip_days=counted.slip_days if counted else 0,
        penalty=penalty,
        adjustment=adjusted.adjustment,
        final=adjusted.final,
        reasons=grade_reasons(work, counted, adjusted),
        attempts=len(work.attempts),
        published=work.published,
    )


def _received_us(work: GradedWork, counted: JudgedAttempt | None) -> int | None:
    latest = counted or (work.attempts[-1] if work.attempts else None)
    return latest.row.received_us if latest else None


def _status(work: GradedWork, adjusted: AdjustedPoints) -> GradeStatus:
    if adjusted.excused:
        return GradeStatus.EXCUSED
    if work.scored:
        return GradeStatus.GRADED
    outcomes = {each.result.outcome for each in work.attempts if each.result}
    if "not graded" in outcomes:
        return GradeStatus.NOT_GRADED
    return GradeStatus.REJECTED if outcomes else GradeStatus.ABSENT
