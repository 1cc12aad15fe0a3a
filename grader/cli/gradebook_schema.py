"""Bringing a gradebook to the schema of this program, for the commands that do: what was done is said."""

from __future__ import annotations

from pathlib import Path

from grader.cli import terminal
from grader.gradebook.database import check_version, open_database, reading, version
from grader.gradebook.schema_upgrade import upgrade_schema
from grader.gradebook.table import VERSIONS


def refuse_newer_gradebook(url: str) -> None:
    """Make sure that this program knows the gradebook's schema, or an older one.

    Raises
    ------
    UsageError
        It is of a newer version.
    """
    engine = open_database(url, create=False)
    try:
        with reading(engine) as connection:
            found = version(connection)
    finally:
        engine.dispose()
    if found is not None and found not in VERSIONS:
        check_version(found, url)


def upgrade_gradebook(url: str) -> bool:
    """Bring a gradebook to this program's version, and say what was done; whether anything was.

    Raises
    ------
    UsageError
        It is of a newer version.
    OutputError
        The copy of the old one cannot be written. Nothing was changed.
    """
    engine = open_database(url)
    try:
        with reading(engine) as connection:
            found = version(connection)
        if found is not None and found not in VERSIONS:
            check_version(found, url)
        before, copy = upgrade_schema(engine)
    finally:
        engine.dispose()
    _tell(before, copy)
    return before != VERSIONS[-1]


def _tell(before: str | None, copy: Path | None) -> None:
    if before == VERSIONS[-1]:
        terminal.say(f"The gradebook is of version {before} already.")
        return
    if copy is not None:
        terminal.say(f"Copy of the old gradebook: {copy}")
    terminal.say(f"The gradebook is of version {VERSIONS[-1]} now; it was of {before or 'none'}.")
