"""Looking for what should not be in a gradebook: broken files, rows without records, records without rows."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, func, select, text

from grader.gradebook import table
from grader.gradebook.database import reading
from grader.gradebook.kept_submission import KeptSubmissions
from grader.gradebook.record_history import RecordHistory
from grader.gradebook.record_sink import rows_of
from grader.gradebook.result_log import attempt_id

_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT DISTINCT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def database_faults(engine: Engine) -> Iterator[str]:
    """What is wrong inside the database: a sentence each."""
    with reading(engine) as connection:
        if engine.dialect.name == "sqlite":
            yield from _file_faults(connection)
        there = set(connection.execute(text(_TRIGGERS[engine.dialect.name])).scalars())
        wanted = {
            f"{name}_no_{event}" for name in (*table.APPEND_ONLY, "run") for event in ("update", "delete")
        }
        for name in sorted(wanted - there):
            yield f"The trigger {name} is missing: rows could be changed unnoticed."
        if connection.execute(select(func.count()).select_from(table.forgotten)).scalar():
            yield "A student is marked to be forgotten: the command was stopped. Run 'grader gradebook forget' again."
        yield from _without_result(connection)


def folder_faults(engine: Engine, history: RecordHistory, kept: KeptSubmissions) -> Iterator[str]:
    """What the database and the files of an output folder do not agree about."""
    for path in history.unreadable():
        yield f"{path}: no record of ours, or changed after it was written."
    with reading(engine) as connection:
        attempt, result = table.attempt, table.result
        attempts = {row.id: row for row in connection.execute(select(attempt))}
        results = {
            (row.attempt, row.key) for row in connection.execute(select(result.c.attempt, result.c.key))
        }
    for record in history.all_records():
        attempted, graded = rows_of(record, "")
        if (attempt_id(attempted), graded.key) not in results:
            yield (
                f"{attempted.student} in {attempted.assignment}: a record is not in the gradebook. "
                "'grader gradebook rebuild' adds it."
            )
    for row in attempts.values():
        was_read = row.submission_sha256 and (row.id, "rejected") not in results
        if was_read and not kept.holds(row.assignment, row.submission_sha256):
            yield f"{row.student} in {row.assignment}: the submission was not kept, so it cannot be regraded."


def _file_faults(connection: Connection) -> Iterator[str]:
    for (words,) in connection.execute(text("PRAGMA integrity_check")):
        if words != "ok":
            yield f"SQLite finds the file broken: {words}"
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"A row of {row[0]} names a row of {row[2]} that is not there."


def _without_result(connection: Connection) -> Iterator[str]:
    attempt, result = table.attempt, table.result
    query = select(attempt.c.student, attempt.c.assignment).where(
        ~select(result.c.id).where(result.c.attempt == attempt.c.id).exists()
    )
    for student, assignment in connection.execute(query):
        yield f"{student} in {assignment}: an attempt has no result."
