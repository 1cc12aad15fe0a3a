"""The gradebook itself: what is added to it, and the grades that are read from it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from types import TracebackType

from sqlalchemy import Connection, Engine, func, select, update

import grader
from grader.errors import UsageError
from grader.gradebook import row_query, table
from grader.gradebook.database import (
    NO_GRADEBOOK,
    check_version,
    open_database,
    reading,
    shown_url,
    version,
    writing,
)
from grader.gradebook.entry_log import EntryLog
from grader.gradebook.grade import Enrolled, Grade
from grader.gradebook.grade_view import GradedWork, graded_works, grades
from grader.gradebook.insertion import insert_new, put
from grader.gradebook.point_in_time import now_us
from grader.gradebook.result_log import ResultLog
from grader.gradebook.row import AssignmentRow, AttemptRow, ResultRow, RunKind, RunRow


class Gradebook:
    """A gradebook that is open.

    Parameters
    ----------
    engine : Engine
        Of a database whose tables are those of this program; `Gradebook.open` looks.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.entries = EntryLog(engine)
        """What the staff decided."""
        self._results = ResultLog(engine)

    @classmethod
    def open(cls, url: str, *, create: bool = True) -> Gradebook:
        """Open a gradebook by its URL; one that does not exist yet is made.

        Raises
        ------
        UsageError
            The URL is wrong, or the gradebook is of another version than this program.
        """
        engine = open_database(url, create=create)
        try:
            _prepare(engine, url, create)
        except BaseException:  # Ctrl-C as well: nobody else closes it
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def enrol(self, students: Iterable[Enrolled]) -> None:
        """Take over what the roster says of students; those who are not on it stay."""
        values = [row_query.student_values(each) for each in students]
        with writing(self.engine) as connection:
            put(connection, table.student, values)

    def add_students(self, ids: Iterable[str]) -> None:
        """Add students of whom no more is known than that they are there."""
        with writing(self.engine) as connection:
            insert_new(connection, table.student, [{"id": id_} for id_ in ids])

    def set_assignments(self, rows: Iterable[AssignmentRow]) -> None:
        """Take over what the course says now: every grade follows at once. Other assignments stay."""
        values: list[dict[str, object]] = [
            {
                "id": row.id, "title": row.title, "max_points": row.max_points, "position": row.position,
                "due": row.due_us, "accept_until": row.accept_until_us, "time_zone": row.time_zone,
                "late": json.dumps(asdict(row.late), sort_keys=True),
            }
            for row in rows
        ]  # fmt: skip
        with reading(self.engine) as connection:
            if _same(connection, values):
                return
        with writing(self.engine) as connection:
            put(connection, table.assignment, values)

    def begin_run(
        self, command: str, who: str, *, kind: RunKind = "grade", assignment: str = "",
        assignment_sha256: str = "",
    ) -> RunRow:  # fmt: skip
        """Note a run. The results of a regrade are proposals until somebody applies it."""
        run = RunRow(
            id=secrets.token_hex(4), started_us=now_us(), command=command, who=who, engine=grader.__version__,
            assignment_sha256=assignment_sha256, kind=kind, assignment=assignment,
            state="proposed" if kind == "regrade" else "applied",
        )  # fmt: skip
        values = {**asdict(run), "started": run.started_us, "never_lower": 0}
        del values["started_us"]
        with writing(self.engine) as connection:
            insert_new(connection, table.run, [values])
        return run

    def append(self, attempt: AttemptRow, result: ResultRow) -> None:
        """Add an attempt and a result of it; what is there already is not added again."""
        self._results.append(attempt, result)

    def append_all(self, pairs: Iterable[tuple[AttemptRow, ResultRow]]) -> None:
        """Add many in one transaction."""
        self._results.append_all(pairs)

    def decide(self, run: str, *, apply: bool, never_lower: bool = False) -> None:
        """Apply a proposed run, so that all its results count from now on, or drop it."""
        state = "applied" if apply else "dropped"
        with writing(self.engine) as connection:
            changed = connection.execute(
                update(table.run)
                .where(table.run.c.id == run, table.run.c.state == "proposed")
                .values(state=state, never_lower=int(never_lower))
            )
            if changed.rowcount != 1:
                raise UsageError(f"There is no proposed run '{run}'. It may be applied or dropped already.")

    def run(self, run: str) -> RunRow:
        """A run by its id.

        Raises
        ------
        UsageError
            There is none.
        """
        with reading(self.engine) as connection:
            found = row_query.run_row(connection, run)
        if found is None:
            raise UsageError(
                f"There is no run '{run}'. 'grader regrade ASSIGNMENT' prints the id of its run."
            )
        return found

    def grades(self, students: Sequence[str] | None = None, *, proposal: str = "") -> Iterator[Grade]:
        """The grades of students in all assignments, by student; of everybody if none are named.

        Parameters
        ----------
        students : sequence of str, optional
        proposal : str, optional
            A proposed run whose results count as if it were applied.
        """
        with reading(self.engine) as connection:
            for rows in row_query.row_sets(connection, students, proposal=proposal):
                yield from grades(rows)

    def works(self, students: Sequence[str] | None = None) -> Iterator[GradedWork]:
        """What the grades follow from: attempts, results and entries."""
        with reading(self.engine) as connection:
            for rows in row_query.row_sets(connection, students):
                yield from graded_works(rows)

    def students(self) -> list[Enrolled]:
        """Every student, as the roster lists them."""
        with reading(self.engine) as connection:
            return row_query.enrolled_students(connection)

    def assignments(self) -> list[AssignmentRow]:
        """The assignments, in the order of the course."""
        with reading(self.engine) as connection:
            return list(row_query.assignment_rows(connection))

    def handed_in_assignments(self) -> set[str]:
        """Assignments in which anybody has handed in anything."""
        with reading(self.engine) as connection:
            return row_query.handed_in_assignments(connection)

    def is_published(self, assignment: str) -> bool:
        published = table.publication
        with reading(self.engine) as connection:
            query = select(func.count()).where(published.c.assignment == assignment)
            return bool(connection.execute(query).scalar())


def _prepare(engine: Engine, url: str, create: bool) -> None:
    """Make the tables of a new gradebook; refuse one of another version."""
    with reading(engine) as connection:
        found = version(connection)
    if found is not None:
        check_version(found, url)
    elif not create:
        raise UsageError(f"{shown_url(url)}: {NO_GRADEBOOK}")
    else:
        from grader.gradebook.schema_upgrade import create_schema  # alembic: only where tables are made

        create_schema(engine)


def _same(connection: Connection, values: Sequence[dict[str, object]]) -> bool:
    """Whether the table holds these assignments as they are, so that nothing has to be written."""
    there = {row.id: dict(row._mapping) for row in connection.execute(select(table.assignment))}
    return all(there.get(str(each["id"])) == each for each in values)
