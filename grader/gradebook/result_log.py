"""Adding attempts and results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace

from sqlalchemy import Connection, Engine, select

from grader.gradebook import table
from grader.gradebook.database import writing
from grader.gradebook.insertion import insert_new, row_id
from grader.gradebook.row import AttemptRow, ResultRow
from grader.gradebook.row_query import result_row


class ResultLog:
    """Adds what was graded.

    An attempt is one submission of one student at one time, however often it is graded. A result is added unless it
    says what the newest one before it says. So a rerun adds nothing, and a course that goes back to an earlier version
    has its results again, under the same key and the next ``turn``.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def append(self, attempt: AttemptRow, result: ResultRow) -> None:
        """Add an attempt and its result in one transaction."""
        self.append_all([(attempt, result)])

    def append_all(self, pairs: Iterable[tuple[AttemptRow, ResultRow]]) -> None:
        with writing(self._engine) as connection:
            for attempt, result in pairs:
                _append(connection, attempt, result)


def attempt_id(attempt: AttemptRow) -> str:
    """The id of an attempt: what makes it one."""
    return row_id(attempt.student, attempt.assignment, attempt.submission_sha256, attempt.received_us)


def _append(connection: Connection, attempt: AttemptRow, result: ResultRow) -> None:
    id_ = attempt_id(attempt)
    insert_new(connection, table.student, [{"id": attempt.student}])
    insert_new(
        connection, table.assignment,
        [{"id": attempt.assignment, "title": attempt.assignment, "max_points": result.max_score}],
    )  # fmt: skip
    insert_new(connection, table.attempt, [_attempt_values(attempt, id_)])
    turn = _turn(connection, replace(result, attempt=id_))
    if turn is not None:
        insert_new(connection, table.result, [_result_values(replace(result, attempt=id_, turn=turn))])


def _turn(connection: Connection, result: ResultRow) -> int | None:
    """The next turn of its key; ``None`` if there is nothing to add."""
    found, run = table.result, table.run
    query = select(found, run.c.never_lower, run.c.state).join(run, run.c.id == found.c.run)
    rows = connection.execute(query.where(found.c.attempt == result.attempt)).all()
    known = [(result_row(row), row.state) for row in rows]
    if any(
        (row.key, row.graded_us, row.run) == (result.key, result.graded_us, result.run) for row, _ in known
    ):
        return None
    visible = [row for row, state in known if state == "applied" and row.graded_us <= result.graded_us]
    before = max(visible, key=lambda row: (row.graded_us, row.turn, row.key), default=None)
    own = connection.execute(select(run.c.state).where(run.c.id == result.run)).scalar()
    if own == "applied" and before is not None and _says(before) == _says(result):
        return None
    return sum(row.key == result.key for row, _ in known)


def _says(row: ResultRow) -> tuple[object, ...]:
    return row.key, row.outcome, row.score, row.max_score, row.reason, row.verdicts, row.mistakes


def _attempt_values(attempt: AttemptRow, id_: str) -> dict[str, object]:
    values = asdict(attempt) | {"id": id_, "called_late": int(attempt.called_late)}
    return {"received": values.pop("received_us"), "group_name": values.pop("group"), **values}


def _result_values(result: ResultRow) -> dict[str, object]:
    values = asdict(result) | {"id": row_id(result.attempt, result.key, result.turn)}
    del values["never_lower"]
    return {"graded_at": values.pop("graded_us"), **values}
