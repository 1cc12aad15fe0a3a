"""Bringing a gradebook to the schema of this program: new ones at once, old ones only when somebody asks for it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from grader.gradebook.database import reading, version, writing
from grader.gradebook.table import VERSIONS
from grader.output import write_error

_MIGRATIONS = Path(__file__).parent / "migrations"


def create_schema(engine: Engine, upto: str = VERSIONS[-1]) -> None:
    """Make the tables of a new gradebook, or bring an old one to a version, in one transaction.

    Parameters
    ----------
    engine : Engine
    upto : str, optional
        The last migration that is run.
    """
    with writing(engine) as connection:
        command.upgrade(migration_settings(connection), upto)


def upgrade_schema(engine: Engine) -> tuple[str | None, Path | None]:
    """Bring an old gradebook to the schema of this program, after a copy of a SQLite file.

    Returns
    -------
    before, copy : str or None, Path or None
        The version that it had, and the copy; without an upgrade there is none.

    Raises
    ------
    OutputError
        The copy cannot be written. Nothing was changed.
    """
    with reading(engine) as connection:
        before = version(connection)
    if before == VERSIONS[-1]:
        return before, None
    copy = None
    if before is not None and engine.dialect.name == "sqlite":
        copy = _copied(Path(engine.url.database or ""), before)
    create_schema(engine)
    return before, copy


def migration_settings(connection: Connection | None = None) -> Config:
    """Settings for alembic: where the migrations lie, and the connection they run on."""
    settings = Config()
    settings.set_main_option("script_location", str(_MIGRATIONS))
    settings.attributes["connection"] = connection
    return settings


def _copied(path: Path, before: str) -> Path:
    """A whole copy of a SQLite file beside it, made by SQLite itself: other programs may have it open."""
    copy = path.with_name(f"{path.name}.{before}")
    number = 1
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.name}.{before}-{number}")
    try:
        copy.touch(mode=0o600)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except OSError as error:
        raise write_error(copy, error) from None
    return copy
