"""Adding rows with one statement for both databases."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert_new(connection: Connection, target: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Add rows; those that are there already stay as they are."""
    if rows:
        connection.execute(_insert(connection, target).on_conflict_do_nothing(), rows)


def put(connection: Connection, target: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Add rows or replace what they say, by their primary key."""
    if not rows:
        return
    statement = _insert(connection, target)
    key = [column.name for column in target.primary_key]
    rest = {name: statement.excluded[name] for name in rows[0] if name not in key}
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=rest), rows)


def row_id(*parts: object) -> str:
    """The id of a row that says these things: the same in every database."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def _insert(connection: Connection, target: Table) -> sqlite.Insert | postgresql.Insert:
    if connection.dialect.name == "sqlite":
        return sqlite.insert(target)
    from sqlalchemy.dialects import postgresql  # 40 ms, which SQLite does not need

    return postgresql.insert(target)
