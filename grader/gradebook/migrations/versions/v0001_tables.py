"""The tables of attempts, results, runs, extensions, adjustments and publications."""

import sqlalchemy as sa
from alembic import op

from grader.gradebook.append_only import trigger_statements

revision = "0001"
down_revision = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(name: str, default: str | None = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


def _whole(name: str, default: str | None = None) -> sa.Column[int]:
    return sa.Column(name, _WHOLE, nullable=False, server_default=default)


def _place() -> tuple[sa.Column[str], sa.Column[str]]:
    return (
        sa.Column("student", sa.Text, sa.ForeignKey("student.id"), nullable=False),
        sa.Column("assignment", sa.Text, sa.ForeignKey("assignment.id"), nullable=False),
    )


def upgrade() -> None:
    _create("student", *map(_text, ("name", "email", "sid", "login", "canvas_id", "moodle_id", "repository")),
            _text("section"), _text("group_name"))  # fmt: skip
    _create("assignment", _text("title"), _whole("max_points"), _whole("position", "0"),
            sa.Column("due", _WHOLE), sa.Column("accept_until", _WHOLE), _text("time_zone", "UTC"),
            _text("late", "{}"))  # fmt: skip
    _create("run", _whole("started"), _text("command"), _text("who"), _text("engine"),
            _text("assignment_sha256"), _text("kind", None), _text("state", None), _text("assignment"),
            sa.CheckConstraint("kind in ('grade', 'push', 'regrade')", name="run_kind"),
            sa.CheckConstraint("state in ('proposed', 'applied', 'dropped')", name="run_state"))  # fmt: skip
    _create("attempt", *_place(), sa.Column("received", _WHOLE), _text("via", "files"),
            _text("submission_sha256", None), _text("commit"))  # fmt: skip
    op.create_index(
        "attempt_once", "attempt",
        ["student", "assignment", "submission_sha256", sa.text("coalesce(received, -1)")], unique=True,
    )  # fmt: skip
    _create("result", sa.Column("attempt", sa.Text, sa.ForeignKey("attempt.id"), nullable=False),
            _text("key", None), sa.Column("score", _WHOLE), _whole("max_score"), _text("verdicts", "{}"),
            _text("mistakes", "[]"), _whole("graded_at"),
            sa.Column("run", sa.Text, sa.ForeignKey("run.id"), nullable=False),
            _text("outcome", "graded"), _text("reason"), _whole("turn", "0"),
            sa.UniqueConstraint("attempt", "key", "turn", name="result_once"),
            sa.CheckConstraint("outcome in ('graded', 'not graded', 'rejected')", name="result_outcome"),
            sa.CheckConstraint("(outcome = 'graded') = (score is not null)", name="result_score"))  # fmt: skip
    op.create_index("result_run", "result", ["run"])
    _create("extension", *_place(), _whole("due"), _text("who", None), _whole("at"), _text("reason", None))
    _create("adjustment", *_place(), sa.Column("points", _WHOLE), sa.Column("override", _WHOLE),
            _text("who", None), _whole("at"), _text("reason", None), _text("revokes"))  # fmt: skip
    for name in ("extension", "adjustment"):
        op.create_index(f"{name}_place", name, ["student", "assignment"])
    op.create_table(
        "publication",
        sa.Column("assignment", sa.Text, sa.ForeignKey("assignment.id"), primary_key=True),
        sa.Column("at", _WHOLE, primary_key=True), _text("who", None), sqlite_strict=True,
    )  # fmt: skip
    op.create_table("forgotten", sa.Column("student", sa.Text, primary_key=True), sqlite_strict=True)
    for statement in trigger_statements(
        op.get_context().dialect.name, ("attempt", "result", "extension", "adjustment", "publication")
    ):
        op.execute(statement)


def _create(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(name, sa.Column("id", sa.Text, primary_key=True), *parts, sqlite_strict=True)
