"""Opening a gradebook: what is refused, what is never printed, and what a full disk says."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from grader.errors import OutputError, UsageError
from grader.gradebook import database
from grader.gradebook.book import Gradebook
from grader.gradebook.database import open_database, reading, shown_url, writing

SECRET = "correct-horse"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://x/y", "expected sqlite:///FILE or postgresql"),
        ("nonsense", "expected sqlite:///FILE or postgresql"),
        ("sqlite://", "expected a file"),
        ("sqlite:///:memory:", "expected a file"),
        (f"postgresql://me:{SECRET}@host/db", "the password stands in the URL"),
        (f"postgresql://host/db?password={SECRET}", "the password stands in the URL"),
    ],
)
def test_a_url_that_cannot_be_used_is_refused_and_no_password_is_printed(url, message):
    with pytest.raises(UsageError, match=message) as error:
        open_database(url)
    assert SECRET not in str(error.value)


def test_a_url_is_shown_without_user_and_password():
    assert shown_url(f"postgresql://me:{SECRET}@host/db?password={SECRET}&sslmode=require") == (
        "postgresql://…@host/db?password=…&sslmode=require"
    )


def test_sqlite_is_for_its_owner_alone_and_writes_through(tmp_path):
    path = tmp_path / "new" / "book.db"
    with Gradebook.open(f"sqlite:///{path}") as book, reading(book.engine) as connection:
        values = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
        assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}


def test_a_network_file_system_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "file_system", lambda _: "nfs4")
    with pytest.raises(UsageError, match=r"network file system \(nfs4\).*PostgreSQL"):
        open_database(f"sqlite:///{tmp_path}/book.db")
    assert not (tmp_path / "book.db").exists()


def test_the_file_system_is_that_of_the_innermost_mount():
    assert database.file_system(Path("/proc/book.db")) == "proc"
    assert database.file_system(Path("/proc/sys/../../proc/book.db")) == "proc"


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        open_database(f"sqlite:///{tmp_path}/file/book.db")


def test_a_file_that_is_no_gradebook_is_told(tmp_path):
    (tmp_path / "book.db").write_text("not a database, and long enough to be looked at as one" * 40)
    with pytest.raises(OutputError, match="file is not a database"):
        Gradebook.open(f"sqlite:///{tmp_path}/book.db")


def test_a_gradebook_that_is_not_there_is_not_made_where_it_is_only_read(tmp_path):
    with pytest.raises(UsageError, match=r"there is no gradebook there"):
        Gradebook.open(f"sqlite:///{tmp_path}/book.db", create=False)
    assert not (tmp_path / "book.db").exists()


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path, attempt, result):
    with Gradebook.open(f"sqlite:///{tmp_path}/book.db") as book:
        run = book.begin_run("test", "prof")
        with reading(book.engine) as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar()
        raw = book.engine.raw_connection()
        raw.cursor().execute(
            f"PRAGMA max_page_count = {pages}"
        )  # SQLite says then what it says of a full disk
        raw.close()
        with pytest.raises(
            OutputError,
            match=r"full\. Free some space and run the command again, 'grader grade' with --resume",
        ):
            book.append_all(
                (attempt(f"student{number}"), result(run.id, verdicts="x" * 4000)) for number in range(50)
            )
        assert list(book.grades()) == []


def test_rows_are_strict(tmp_path):
    with (
        Gradebook.open(f"sqlite:///{tmp_path}/book.db") as book,
        pytest.raises(OutputError, match="cannot store TEXT"),
        writing(book.engine) as connection,
    ):
        connection.execute(text("INSERT INTO assignment (id, title, max_points) VALUES ('a', 'A', 'many')"))


def test_the_password_comes_from_a_file_that_nobody_else_may_read(tmp_path, monkeypatch):
    file = tmp_path / "password"
    file.write_text(f"{SECRET}\n")
    file.chmod(0o644)
    monkeypatch.setenv(database.PASSWORD_FILE, str(file))
    with pytest.raises(UsageError, match="others may read the password") as error:
        open_database("postgresql://me@127.0.0.1:1/book")
    assert SECRET not in str(error.value)
    file.chmod(0o600)
    engine = open_database("postgresql://me@127.0.0.1:1/book")
    assert engine.url.password == SECRET
    with pytest.raises(OutputError, match="Check the URL") as failed, reading(engine):
        pass
    assert SECRET not in str(failed.value)
    assert SECRET not in repr(engine)


def test_a_password_file_that_is_missing_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv(database.PASSWORD_FILE, str(tmp_path / "none"))
    with pytest.raises(UsageError, match="the password cannot be read"):
        open_database("postgresql://me@127.0.0.1:1/book")
