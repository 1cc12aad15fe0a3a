"""Reading rows: the tables' rows as those that the rules know."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, Table, select

from grader.gradebook import table
from grader.gradebook.grade import Enrolled
from grader.gradebook.row import (
    AdjustmentRow,
    AssignmentRow,
    AttemptRow,
    ExtensionRow,
    LatePolicy,
    PublicationRow,
    ResultRow,
    RowSet,
    RunRow,
)

_STUDENTS_AT_ONCE: Final = 100
"""Students whose rows are in memory at the same time."""


def row_sets(
    connection: Connection, students: Sequence[str] | None = None, *, proposal: str = ""
) -> Iterator[RowSet]:
    """All rows of students, some of them at a time; of everybody if none are named.

    Parameters
    ----------
    connection : Connection
    students : sequence of str, optional
        Ids.
    proposal : str, optional
        A proposed run whose results count as if it were applied.
    """
    wanted = iter(everybody(connection) if students is None else students)
    assignments = tuple(assignment_rows(connection))
    publications = tuple(_publication(row) for row in connection.execute(select(table.publication)))
    while some := list(islice(wanted, _STUDENTS_AT_ONCE)):
        yield RowSet(
            students=tuple(_enrolled(row) for row in _of(connection, table.student, some, "id")),
            assignments=assignments,
            attempts=tuple(attempt_row(row) for row in _of(connection, table.attempt, some)),
            results=tuple(_results(connection, some, proposal)),
            extensions=tuple(extension_row(row) for row in _of(connection, table.extension, some)),
            adjustments=tuple(adjustment_row(row) for row in _of(connection, table.adjustment, some)),
            publications=publications,
        )


def everybody(connection: Connection) -> list[str]:
    """Every student, by id as Python orders text: databases order it by their language."""
    return sorted(connection.execute(select(table.student.c.id)).scalars())


def assignment_rows(connection: Connection) -> Iterator[AssignmentRow]:
    """The assignments, in the order of the course."""
    found = table.assignment
    for row in connection.execute(select(found).order_by(found.c.position, found.c.id)):
        yield AssignmentRow(
            id=row.id, title=row.title, max_points=row.max_points, position=row.position, due_us=row.due,
            accept_until_us=row.accept_until, time_zone=row.time_zone, late=LatePolicy(**json.loads(row.late)),
        )  # fmt: skip


def enrolled_students(connection: Connection) -> list[Enrolled]:
    """Every student, as the roster lists them."""
    return sorted(map(_enrolled, connection.execute(select(table.student))), key=lambda each: each.student)


def run_row(connection: Connection, run: str) -> RunRow | None:
    """A run, by its id."""
    row = connection.execute(select(table.run).where(table.run.c.id == run)).one_or_none()
    if row is None:
        return None
    return RunRow(
        id=row.id, started_us=row.started, command=row.command, who=row.who, engine=row.engine,
        assignment_sha256=row.assignment_sha256, kind=row.kind, state=row.state, assignment=row.assignment,
        never_lower=bool(row.never_lower),
    )  # fmt: skip


def results_of_run(connection: Connection, run: str) -> list[ResultRow]:
    """The results of a run, whatever its state is, with verdicts and mistakes."""
    found = table.result
    rows = connection.execute(_with_run(select(found)).where(found.c.run == run))
    return [result_row(row) for row in rows]


def full_results(connection: Connection, attempts: Sequence[str]) -> list[ResultRow]:
    """The results of attempts that are visible, with verdicts and mistakes."""
    found: list[ResultRow] = []
    wanted = iter(attempts)
    while some := list(islice(wanted, _STUDENTS_AT_ONCE)):
        query = _with_run(select(table.result))
        query = query.where(table.result.c.attempt.in_(some), table.run.c.state == "applied")
        found += map(result_row, connection.execute(query))
    return found


def attempts_of(connection: Connection, assignment: str) -> list[AttemptRow]:
    """The attempts of an assignment."""
    found = table.attempt
    rows = connection.execute(select(found).where(found.c.assignment == assignment))
    return sorted(map(attempt_row, rows), key=lambda row: (row.student, row.id))


def handed_in_assignments(connection: Connection) -> set[str]:
    """Assignments in which anybody has handed in anything."""
    return set(connection.execute(select(table.attempt.c.assignment).distinct()).scalars())


def rejected_attempts(connection: Connection) -> set[str]:
    """Attempts that could not be read."""
    found = table.result
    return set(connection.execute(select(found.c.attempt).where(found.c.outcome == "rejected")).scalars())


def student_values(enrolled: Enrolled) -> dict[str, str]:
    """A student as values of the table."""
    values = asdict(enrolled)
    return {"id": values.pop("student"), "group_name": values.pop("group"), **values}


def attempt_row(row: Row[Any]) -> AttemptRow:
    return AttemptRow(
        id=row.id, student=row.student, assignment=row.assignment, submission_sha256=row.submission_sha256,
        received_us=row.received, via=row.via, commit=row.commit, number=row.number,
        called_late=bool(row.called_late), group=row.group_name,
    )  # fmt: skip


def result_row(row: Row[Any]) -> ResultRow:
    """A result; without verdicts and mistakes where the query leaves them out."""
    return ResultRow(
        attempt=row.attempt, key=row.key, outcome=row.outcome, score=row.score, max_score=row.max_score,
        graded_us=row.graded_at, reason=row.reason, verdicts=getattr(row, "verdicts", "{}"),
        mistakes=getattr(row, "mistakes", "[]"), run=row.run, turn=row.turn, never_lower=bool(row.never_lower),
    )  # fmt: skip


def adjustment_row(row: Row[Any]) -> AdjustmentRow:
    return AdjustmentRow(
        id=row.id, student=row.student, assignment=row.assignment, points=row.points, override=row.override,
        excused=bool(row.excused), revokes=row.revokes, who=row.who, at_us=row.at, reason=row.reason,
    )  # fmt: skip


def _of(
    connection: Connection, source: Table, students: Sequence[str], column: str = "student"
) -> Iterator[Row[Any]]:
    yield from connection.execute(select(source).where(source.c[column].in_(students)))


def _results(connection: Connection, students: Sequence[str], proposal: str) -> Iterator[ResultRow]:
    found, run, attempt = table.result, table.run, table.attempt
    short = [column for column in found.c if column.name not in ("verdicts", "mistakes")]
    query = _with_run(select(*short)).join(attempt, attempt.c.id == found.c.attempt)
    visible = (run.c.state == "applied") | (run.c.id == proposal)
    return map(result_row, connection.execute(query.where(attempt.c.student.in_(students), visible)))


def _with_run(query: Select[Any]) -> Select[Any]:
    return query.add_columns(table.run.c.never_lower).join(table.run, table.run.c.id == table.result.c.run)


def _enrolled(row: Row[Any]) -> Enrolled:
    return Enrolled(
        student=row.id, name=row.name, email=row.email, sid=row.sid, login=row.login, canvas_id=row.canvas_id,
        moodle_id=row.moodle_id, repository=row.repository, section=row.section, group=row.group_name,
    )  # fmt: skip


def extension_row(row: Row[Any]) -> ExtensionRow:
    return ExtensionRow(
        id=row.id, student=row.student, assignment=row.assignment, due_us=row.due, who=row.who, at_us=row.at,
        reason=row.reason,
    )  # fmt: skip


def _publication(row: Row[Any]) -> PublicationRow:
    return PublicationRow(assignment=row.assignment, at_us=row.at, who=row.who)
