"""Repositories and what was pushed to them, as rows of the queue."""

from __future__ import annotations

import sqlite3
from typing import Final

from grader.serve.push_source import Hint
from grader.serve.queue_database import row, rows
from grader.serve.queue_rule import Rank
from grader.serve.repository_owner import Owner

TAGS: Final = "refs/tags/submit/"
_MOST_WAITING: Final = 200
"""Commits of one repository that may wait: only tags pile up, and a student may push thousands."""


def repository_row(connection: sqlite3.Connection, source: str, name: str, owner: Owner) -> tuple[int, bool]:
    """Its id, and whether its owner was known before. What `push.toml` says now replaces what it said."""
    found = row(connection, "SELECT id, student FROM repository WHERE source = ? AND name = ?", source, name)
    if found is None:
        added = connection.execute(
            "INSERT INTO repository (source, name, student, assignment) VALUES (?, ?, ?, ?)",
            (source, name, owner.student, owner.assignment),
        )
        return added.lastrowid or 0, False
    connection.execute(
        "UPDATE repository SET student = ?, assignment = ? WHERE id = ?",
        (owner.student, owner.assignment, found["id"]),
    )
    return found["id"], bool(found["student"])


def is_known(connection: sqlite3.Connection, repository: int, hint: Hint) -> bool:
    """Whether the queue has it: the same delivery, the newest commit of the ref, or a webhook that comes late."""
    if hint.delivery and row(connection, "SELECT 1 FROM push WHERE delivery = ?", hint.delivery):
        return True
    statement = "SELECT sha FROM push WHERE repository = ? AND ref = ? ORDER BY id DESC"
    shas = [each["sha"] for each in rows(connection, statement, repository, hint.ref)]
    return hint.sha in (shas if hint.via == "hook" else shas[:1])


def is_full(connection: sqlite3.Connection, repository: int) -> bool:
    """Whether so much of a repository waits that more of it is left to a later poll."""
    count = "SELECT count(*) AS n FROM job JOIN push ON push.id = job.push WHERE state = 'waiting' AND repository = ?"
    found = row(connection, count, repository)
    return found is not None and found["n"] >= _MOST_WAITING


def rank_of(ref: str) -> Rank:
    return Rank.TAG if ref.startswith(TAGS) else Rank.BRANCH
