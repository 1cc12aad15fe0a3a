"""How the learning platform counts attempts, groups, runs that lower nothing, and students who are excused."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _add("attempt", "number", "1")
    _add("attempt", "called_late", "0")
    op.add_column("attempt", sa.Column("group_name", sa.Text, nullable=False, server_default=""))
    _add("run", "never_lower", "0")
    _add("adjustment", "excused", "0")


def _add(table: str, column: str, default: str) -> None:
    op.add_column(table, sa.Column(column, _WHOLE, nullable=False, server_default=default))
