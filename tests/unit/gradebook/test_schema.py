"""The schema: what migrations make is what the code reads, and every old gradebook is brought there with its data."""

from __future__ import annotations

import stat
import warnings
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from grader.errors import UsageError
from grader.gradebook import table
from grader.gradebook.book import Gradebook
from grader.gradebook.database import open_database, reading, version, writing
from grader.gradebook.schema_upgrade import create_schema, migration_settings, upgrade_schema

OLD = """
INSERT INTO student (id, name) VALUES ('ada', 'Ada');
INSERT INTO assignment (id, title, max_points, due) VALUES ('sums', 'Sums', 100000, 1000000);
INSERT INTO run (id, started, kind, state) VALUES ('r1', 1, 'grade', 'applied');
INSERT INTO attempt (id, student, assignment, received, submission_sha256) VALUES ('a1', 'ada', 'sums', 5, 'aa');
INSERT INTO result (id, attempt, key, score, max_score, graded_at, run)
    VALUES ('x1', 'a1', 'k', 80000, 100000, 2, 'r1');
INSERT INTO extension (id, student, assignment, due, who, at, reason)
    VALUES ('e1', 'ada', 'sums', 2000000, 'prof', 3, 'ill');
INSERT INTO adjustment (id, student, assignment, points, who, at, reason)
    VALUES ('d1', 'ada', 'sums', 5000, 'prof', 4, 'bonus');
INSERT INTO publication (assignment, at, who) VALUES ('sums', 5, 'prof')
"""


def old_gradebook(url: str, upto: str) -> None:
    engine = open_database(url)
    create_schema(engine, upto)
    with writing(engine) as connection:
        for statement in OLD.split(";"):
            connection.execute(text(statement))
    engine.dispose()


def grades_of(url: str):
    with Gradebook.open(url) as book:
        return list(book.grades())


@pytest.mark.parametrize("upto", table.VERSIONS[:-1])
def test_an_old_gradebook_is_brought_up_with_its_data_and_has_the_grades_of_a_new_one(new_url, upto):
    old, new = new_url(), new_url()
    old_gradebook(old, upto)
    old_gradebook(new, table.VERSIONS[-1])
    with pytest.raises(UsageError, match=f"of version {upto}.*Run 'grader gradebook upgrade'"):
        Gradebook.open(old)
    engine = open_database(old)
    before, _ = upgrade_schema(engine)
    engine.dispose()
    assert before == upto
    assert grades_of(old) == grades_of(new)
    assert [(each.final, each.published) for each in grades_of(old)] == [(85_000, True)]


def test_a_sqlite_gradebook_is_copied_first_and_the_copy_is_the_old_one(tmp_path):
    url = f"sqlite:///{tmp_path}/book.db"
    old_gradebook(url, "0001")
    copies = []
    for _ in range(2):
        engine = open_database(url)
        copies.append(upgrade_schema(engine)[1])
        engine.dispose()
    assert copies == [tmp_path / "book.db.0001", None]
    assert stat.S_IMODE(copies[0].stat().st_mode) == 0o600
    engine = open_database(f"sqlite:///{copies[0]}")
    with reading(engine) as connection:
        assert version(connection) == "0001"
        assert connection.execute(text("SELECT score FROM result")).scalar() == 80_000
    engine.dispose()


def test_a_gradebook_of_a_newer_program_is_refused(new_url):
    url = new_url()
    Gradebook.open(url).close()
    engine = open_database(url)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(UsageError, match=r"version 9999, which is newer than this program"):
        Gradebook.open(url)


def test_migrations_make_the_tables_that_the_code_reads(new_url):
    with Gradebook.open(new_url()) as book, reading(book.engine) as connection, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLite does not tell of an index over an expression
        assert compare_metadata(MigrationContext.configure(connection), table.metadata) == []


def test_the_versions_that_the_code_knows_are_the_migrations_there_are():
    scripts = ScriptDirectory.from_config(migration_settings())
    assert [script.revision for script in scripts.walk_revisions()][::-1] == list(table.VERSIONS)


def test_a_migration_that_fails_leaves_the_gradebook_as_it_was(new_url, monkeypatch):
    url = new_url()
    old_gradebook(url, "0001")
    engine = open_database(url)
    with writing(engine) as connection:
        connection.execute(
            text("ALTER TABLE adjustment ADD COLUMN excused INTEGER")
        )  # in the way of the next one
    with pytest.raises(Exception, match="excused"):
        create_schema(engine)
    with reading(engine) as connection:
        assert version(connection) == "0001"
        assert "number" not in {column["name"] for column in _columns(connection, "attempt")}
    engine.dispose()


def _columns(connection, name):
    from sqlalchemy import inspect

    return inspect(connection).get_columns(name)


def test_the_migrations_lie_where_the_package_lies():
    assert (Path(table.__file__).parent / "migrations" / "env.py").is_file()
