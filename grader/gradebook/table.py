"""The tables of the gradebook as they are now. `migrations` made them, and a test compares the two.

Whole numbers and text only: SQLite gives back times without their zone and PostgreSQL with it, and a sum of floating
numbers differs with its order. Times are microseconds in UTC, points multiples of 1/10,000.

Ids are text that follows from what a row says, so that the same rows have the same ids in every database.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    func,
)

VERSIONS: Final = ("0001", "0002")
"""The migrations in order; the last is what this program reads and writes."""
APPEND_ONLY: Final = ("attempt", "result", "extension", "adjustment", "publication")
"""Tables whose rows are only ever added. Of a student who is forgotten they are deleted."""

metadata: Final = MetaData()
_WHOLE: Final = BigInteger().with_variant(Integer(), "sqlite")  # STRICT tables know INTEGER alone


def _text(name: str, default: str | None = "") -> Column[Any]:
    return Column(name, Text, nullable=False, server_default=default)


def _whole(name: str, *, default: str | None = None) -> Column[Any]:
    return Column(name, _WHOLE, nullable=False, server_default=default)


def _place() -> tuple[Column[Any], Column[Any]]:
    """A student in an assignment."""
    return (
        Column("student", Text, ForeignKey("student.id"), nullable=False),
        Column("assignment", Text, ForeignKey("assignment.id"), nullable=False),
    )


student: Final = Table(
    "student", metadata, Column("id", Text, primary_key=True), _text("name"), _text("email"), _text("sid"),
    _text("login"), _text("canvas_id"), _text("moodle_id"), _text("repository"), _text("section"),
    _text("group_name"), sqlite_strict=True,
)  # fmt: skip

assignment: Final = Table(
    "assignment", metadata, Column("id", Text, primary_key=True), _text("title"), _whole("max_points"),
    _whole("position", default="0"), Column("due", _WHOLE), Column("accept_until", _WHOLE),
    _text("time_zone", "UTC"), _text("late", "{}"), sqlite_strict=True,
)  # fmt: skip

run: Final = Table(
    "run", metadata, Column("id", Text, primary_key=True), _whole("started"), _text("command"), _text("who"),
    _text("engine"), _text("assignment_sha256"), _text("kind", None), _text("state", None),
    _text("assignment"), _whole("never_lower", default="0"),
    CheckConstraint("kind in ('grade', 'push', 'regrade')", name="run_kind"),
    CheckConstraint("state in ('proposed', 'applied', 'dropped')", name="run_state"),
    sqlite_strict=True,
)  # fmt: skip

attempt: Final = Table(
    "attempt", metadata, Column("id", Text, primary_key=True), *_place(), Column("received", _WHOLE),
    _text("via", "files"), _text("submission_sha256", None), _text("commit"), _whole("number", default="1"),
    _whole("called_late", default="0"), _text("group_name"), sqlite_strict=True,
)  # fmt: skip
Index(
    "attempt_once", attempt.c.student, attempt.c.assignment, attempt.c.submission_sha256,
    func.coalesce(attempt.c.received, -1), unique=True,
)  # fmt: skip

result: Final = Table(
    "result", metadata, Column("id", Text, primary_key=True),
    Column("attempt", Text, ForeignKey("attempt.id"), nullable=False), _text("key", None),
    Column("score", _WHOLE), _whole("max_score"), _text("verdicts", "{}"), _text("mistakes", "[]"),
    _whole("graded_at"), Column("run", Text, ForeignKey("run.id"), nullable=False),
    _text("outcome", "graded"), _text("reason"), _whole("turn", default="0"),
    UniqueConstraint("attempt", "key", "turn", name="result_once"),
    CheckConstraint("outcome in ('graded', 'not graded', 'rejected')", name="result_outcome"),
    CheckConstraint("(outcome = 'graded') = (score is not null)", name="result_score"), sqlite_strict=True,
)  # fmt: skip
Index("result_run", result.c.run)

extension: Final = Table(
    "extension", metadata, Column("id", Text, primary_key=True), *_place(), _whole("due"), _text("who", None),
    _whole("at"), _text("reason", None), sqlite_strict=True,
)  # fmt: skip
Index("extension_place", extension.c.student, extension.c.assignment)

adjustment: Final = Table(
    "adjustment", metadata, Column("id", Text, primary_key=True), *_place(), Column("points", _WHOLE),
    Column("override", _WHOLE), _text("who", None), _whole("at"), _text("reason", None), _text("revokes"),
    _whole("excused", default="0"),
    sqlite_strict=True,
)  # fmt: skip
Index("adjustment_place", adjustment.c.student, adjustment.c.assignment)

publication: Final = Table(
    "publication", metadata, Column("assignment", Text, ForeignKey("assignment.id"), primary_key=True),
    Column("at", _WHOLE, primary_key=True), _text("who", None), sqlite_strict=True,
)  # fmt: skip

forgotten: Final = Table(
    "forgotten", metadata, Column("student", Text, primary_key=True), sqlite_strict=True
)  # fmt: skip
"""Holds a student only while their rows are deleted: the triggers allow it for these alone."""
