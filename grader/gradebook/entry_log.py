"""Adding what the staff decided: extensions, adjustments, revocations and publications, each with who, when and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from difflib import get_close_matches
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, select

from grader.errors import UsageError
from grader.gradebook import table
from grader.gradebook.database import reading, writing
from grader.gradebook.insertion import insert_new, row_id
from grader.gradebook.point_in_time import now_us
from grader.gradebook.row import AdjustmentRow, ExtensionRow
from grader.gradebook.row_query import adjustment_row, extension_row
from grader.gradebook.staff_entry import Entry


class EntryLog:
    """Adds entries, and finds them again."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def extend(
        self, student: str, assignment: str, due_us: int, *, who: str, reason: str, at_us: int | None = None
    ) -> ExtensionRow:
        """Give a student a due date of their own."""
        at_us = now_us() if at_us is None else at_us
        id_ = row_id("extension", student, assignment, due_us, who, at_us, reason)[:10]
        row = ExtensionRow(
            id=id_, student=student, assignment=assignment, due_us=due_us, who=who, at_us=at_us, reason=reason
        )
        values = asdict(row)
        with writing(self._engine) as connection:
            _check_place(connection, student, assignment)
            values |= {"due": values.pop("due_us"), "at": values.pop("at_us")}
            insert_new(connection, table.extension, [values])
        return row

    def adjust(
        self, student: str, assignment: str, *, points: int | None = None, override: int | None = None,
        excused: bool = False, who: str, reason: str, at_us: int | None = None,
    ) -> AdjustmentRow:  # fmt: skip
        """Add points, set a grade, or excuse a student: exactly one of these."""
        return self._adjust(
            student, assignment, points=points, override=override, excused=excused, revokes="", who=who,
            reason=reason, at_us=at_us,
        )  # fmt: skip

    def revoke(self, entry: str, *, who: str, reason: str, at_us: int | None = None) -> AdjustmentRow:
        """Say that an entry no longer holds.

        Raises
        ------
        UsageError
            There is no such entry.
        """
        found = self.find(entry)
        return self._adjust(
            found.student, found.assignment, points=None, override=None, excused=False, revokes=found.id, who=who,
            reason=reason, at_us=at_us,
        )  # fmt: skip

    def publish(self, assignment: str, *, who: str, at_us: int | None = None) -> None:
        """Let students see their grades in an assignment."""
        with writing(self._engine) as connection:
            _check_assignment(connection, assignment)
            values = {"assignment": assignment, "at": now_us() if at_us is None else at_us, "who": who}
            insert_new(connection, table.publication, [values])

    def find(self, entry: str) -> Entry:
        """An extension or adjustment by its id, or by the beginning of it that no other has."""
        with reading(self._engine) as connection:
            found = [row for row in _entries(connection) if entry and row.id.startswith(entry)]
        exact = [row for row in found if row.id == entry]
        if len(exact or found) != 1:
            raise UsageError(
                f"There is no extension or adjustment '{entry}'."
                if not found
                else f"'{entry}' begins the id of {len(found)} entries. Name more of it."
            )
        return (exact or found)[0]

    def of_student(self, student: str) -> list[Entry]:
        """A student's entries, in the order in which they were made."""
        with reading(self._engine) as connection:
            found = list(_entries(connection, student))
        return sorted(found, key=lambda row: (row.at_us, row.id))

    def _adjust(
        self, student: str, assignment: str, *, points: int | None, override: int | None, excused: bool,
        revokes: str, who: str, reason: str, at_us: int | None,
    ) -> AdjustmentRow:  # fmt: skip
        at_us = now_us() if at_us is None else at_us
        id_ = row_id(
            "adjustment", student, assignment, points, override, excused, revokes, who, at_us, reason
        )
        row = AdjustmentRow(
            id=id_[:10], student=student, assignment=assignment, points=points, override=override,
            excused=excused, revokes=revokes, who=who, at_us=at_us, reason=reason,
        )  # fmt: skip
        values = asdict(row) | {"excused": int(excused)}
        with writing(self._engine) as connection:
            _check_place(connection, student, assignment)
            insert_new(connection, table.adjustment, [{"at": values.pop("at_us"), **values}])
        return row


def _entries(connection: Connection, student: str | None = None) -> Iterator[Entry]:
    yield from map(extension_row, connection.execute(_of(table.extension, student)))
    yield from map(adjustment_row, connection.execute(_of(table.adjustment, student)))


def _of(source: Table, student: str | None) -> Select[Any]:
    return select(source) if student is None else select(source).where(source.c.student == student)


def _check_place(connection: Connection, student: str, assignment: str) -> None:
    _check_assignment(connection, assignment)
    _check_known(connection, "student", student)


def _check_assignment(connection: Connection, assignment: str) -> None:
    _check_known(connection, "assignment", assignment)


def _check_known(connection: Connection, kind: str, id_: str) -> None:
    known = sorted(connection.execute(select(table.metadata.tables[kind].c.id)).scalars())
    if id_ not in known:
        near = get_close_matches(id_, known, n=1)
        meant = f" Did you mean '{near[0]}'?" if near else ""
        raise UsageError(f"The gradebook has no {kind} '{id_}'.{meant}")
