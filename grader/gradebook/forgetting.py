"""Deleting everything that the gradebook holds of a student."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, delete, func, insert, select

from grader.errors import UsageError
from grader.gradebook import table
from grader.gradebook.database import writing


def forget_rows(engine: Engine, student: str) -> list[tuple[str, str]]:
    """Delete a student's rows, and return what they handed in that nobody else did.

    Returns
    -------
    list of (str, str)
        Assignment and digest of each submission.

    Raises
    ------
    UsageError
        The gradebook does not know the student.
    """
    with writing(engine) as connection:
        own = _submissions(connection, student)
        _check_there(connection, student)
        connection.execute(insert(table.forgotten).values(student=student))  # now the triggers let them go
        attempts = select(table.attempt.c.id).where(table.attempt.c.student == student)
        connection.execute(delete(table.result).where(table.result.c.attempt.in_(attempts)))
        for source in (table.attempt, table.extension, table.adjustment):
            connection.execute(delete(source).where(source.c.student == student))
        connection.execute(delete(table.student).where(table.student.c.id == student))
        connection.execute(delete(table.forgotten))
    _shrink(engine)
    return own


def _check_there(connection: Connection, student: str) -> None:
    there = select(func.count()).where(table.student.c.id == student)
    if not connection.execute(there).scalar():
        raise UsageError(f"The gradebook has no student '{student}'. 'grader gradebook show' lists them.")


def _submissions(connection: Connection, student: str) -> list[tuple[str, str]]:
    attempt = table.attempt
    of_student = _places(connection, attempt.c.student == student)
    return sorted(of_student - _places(connection, attempt.c.student != student))


def _places(connection: Connection, condition: object) -> set[tuple[str, str]]:
    attempt = table.attempt
    query = select(attempt.c.assignment, attempt.c.submission_sha256).where(condition)  # type: ignore[arg-type]
    return {(row[0], row[1]) for row in connection.execute(query) if row[1]}


def _shrink(engine: Engine) -> None:
    """SQLite keeps old pages in its file and in the write-ahead log: both are written anew."""
    if engine.dialect.name == "sqlite":
        plain = engine.raw_connection()
        try:
            plain.cursor().execute("VACUUM")
            plain.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            plain.close()
