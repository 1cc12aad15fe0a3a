"""Triggers that keep rows as they are, in both databases: what was decided cannot be changed, only decided anew.

They are no wall against whoever may change the schema. They keep a mistake, ours or that of a command typed by hand,
from rewriting who did what and when.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_OF_STUDENT = {
    "attempt": "SELECT 1 FROM forgotten WHERE student = OLD.student",
    "extension": "SELECT 1 FROM forgotten WHERE student = OLD.student",
    "adjustment": "SELECT 1 FROM forgotten WHERE student = OLD.student",
    "result": "SELECT 1 FROM forgotten f JOIN attempt a ON a.student = f.student WHERE a.id = OLD.attempt",
}
"""Rows of a student who is being forgotten."""
_RUN_STAYS = " OR ".join(
    f"NEW.{column} <> OLD.{column}"
    for column in ("id", "started", "command", "who", "engine", "assignment_sha256", "kind", "assignment")
)
"""Of a run only its state is decided later, and once."""


def trigger_statements(dialect: str, tables: Sequence[str]) -> Iterator[str]:
    """The statements that protect tables.

    Parameters
    ----------
    dialect : str
        ``sqlite`` or ``postgresql``.
    tables : sequence of str
        Those whose rows are only added; ``run`` is protected beside them.
    """
    if dialect == "sqlite":
        yield from (statement for name in tables for statement in _sqlite(name))
        yield _sqlite_trigger("run", "update", f"WHEN OLD.state <> 'proposed' OR {_RUN_STAYS}")
        yield _sqlite_trigger("run", "delete", "")
    else:
        yield from _postgresql(tables)


def _sqlite(table: str) -> Iterator[str]:
    yield _sqlite_trigger(table, "update", "")
    allowed = _OF_STUDENT.get(table)
    yield _sqlite_trigger(table, "delete", f"WHEN NOT EXISTS ({allowed})" if allowed else "")


def _sqlite_trigger(table: str, event: str, condition: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} {condition} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are only added'); END"
    )


def _postgresql(tables: Sequence[str]) -> Iterator[str]:
    yield (
        "CREATE FUNCTION gradebook_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME; END $$"
    )
    for table in (*tables, "run"):
        yield _postgresql_trigger(table, "truncate", "FOR EACH STATEMENT", "gradebook_refuse")
    for table in tables:
        yield _postgresql_trigger(table, "update", "FOR EACH ROW", "gradebook_refuse")
        allowed = _OF_STUDENT.get(table)
        if allowed is None:
            yield _postgresql_trigger(table, "delete", "FOR EACH ROW", "gradebook_refuse")
        else:
            yield _postgresql_function(
                f"{table}_delete", f"NOT EXISTS ({allowed})", f"rows of {table} are only added", "OLD"
            )
            yield _postgresql_trigger(table, "delete", "FOR EACH ROW", f"{table}_delete")
    condition = f"TG_OP = 'DELETE' OR OLD.state <> 'proposed' OR {_RUN_STAYS}"
    yield _postgresql_function("run_change", condition, "rows of run are only added", "NEW")
    yield _postgresql_trigger("run", "update", "FOR EACH ROW", "run_change")
    yield _postgresql_trigger("run", "delete", "FOR EACH ROW", "gradebook_refuse")


def _postgresql_function(name: str, refused: str, message: str, row: str) -> str:
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {refused} THEN "
        f"RAISE EXCEPTION '{message}'; END IF; RETURN {row}; END $$"
    )


def _postgresql_trigger(table: str, event: str, each: str, function: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} {each} "
        f"EXECUTE FUNCTION {function}()"
    )
