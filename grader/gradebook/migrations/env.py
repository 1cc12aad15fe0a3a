"""What alembic runs for each migration: on the connection that `database_version` hands over, and no other."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transaction_per_migration=False)
with context.begin_transaction():
    context.run_migrations()
