"""The schema of the gradebook, step by step; alembic runs the files in `versions`."""
