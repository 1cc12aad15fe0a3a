"""The database of the queue, ``.grader/push.db``: one thread writes, anybody reads, and nothing is lost by a kill.

SQLite with a write-ahead log and ``synchronous=FULL``: what `QueueDatabase.write` returned is on the disk.
"""

from __future__ import annotations

import os
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from grader.errors import OutputError, UsageError
from grader.output import folder_below, write_error

VERSION: Final = 1
FILE: Final = "push.db"
_BUSY_S: Final = 30
_Result = TypeVar("_Result")

_SCHEMA: Final = """
CREATE TABLE repository (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, name TEXT NOT NULL, student TEXT NOT NULL,
    assignment TEXT NOT NULL, polled INTEGER, UNIQUE (source, name)
) STRICT;
CREATE TABLE push (
    id INTEGER PRIMARY KEY, repository INTEGER NOT NULL REFERENCES repository, ref TEXT NOT NULL, sha TEXT NOT NULL,
    received INTEGER NOT NULL, earliest INTEGER, via TEXT NOT NULL, delivery TEXT UNIQUE
) STRICT;
CREATE INDEX push_ref ON push (repository, ref, id);
CREATE TABLE job (
    id INTEGER PRIMARY KEY, push INTEGER NOT NULL REFERENCES push, assignment TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'fetching', 'grading', 'done', 'rejected', 'superseded', 'failed')),
    tries INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL DEFAULT 0,
    submission_sha256 TEXT NOT NULL DEFAULT '', key TEXT NOT NULL DEFAULT '',
    student TEXT NOT NULL, rank INTEGER NOT NULL, clock INTEGER NOT NULL DEFAULT 0, place INTEGER NOT NULL,
    since INTEGER NOT NULL, graded INTEGER, ended INTEGER, reason TEXT NOT NULL DEFAULT '', UNIQUE (push, assignment)
) STRICT;
CREATE INDEX job_state ON job (state) WHERE state IN ('waiting', 'fetching', 'grading', 'failed');
CREATE INDEX job_student ON job (student, assignment, id);
CREATE TABLE post (
    id INTEGER PRIMARY KEY, job INTEGER NOT NULL REFERENCES job, target TEXT NOT NULL, digest TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'replaced', 'parked')), tries INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0, remote_id TEXT NOT NULL DEFAULT '', body TEXT NOT NULL,
    since INTEGER NOT NULL, sent INTEGER, reason TEXT NOT NULL DEFAULT '', UNIQUE (job, target, digest)
) STRICT;
CREATE INDEX post_state ON post (state) WHERE state IN ('waiting', 'parked');
CREATE TRIGGER push_no_update BEFORE UPDATE ON push BEGIN SELECT RAISE(ABORT, 'rows of push are only added'); END;
"""


class QueueDatabase:
    """The database with its writing thread.

    Parameters
    ----------
    folder : Path
        The folder of results; the file lies in its ``.grader``.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / ".grader" / FILE
        _make_private(folder, self._path)
        self._orders: queue.SimpleQueue[Callable[[sqlite3.Connection], None] | None] = queue.SimpleQueue()
        connection = _connect(self._path)
        try:
            _prepare(connection, self._path)
        except BaseException:  # Ctrl-C as well: nobody else closes it
            connection.close()
            raise
        self._thread = threading.Thread(target=self._work, args=(connection,), name="queue")
        self._thread.start()

    def write(self, change: Callable[[sqlite3.Connection], _Result]) -> _Result:
        """Run a function in a transaction; it is on the disk when this returns."""
        return self.submit(change).result()

    def submit(self, change: Callable[[sqlite3.Connection], _Result]) -> Future[_Result]:
        """Have a function run in a transaction."""
        future: Future[_Result] = Future()

        def order(connection: sqlite3.Connection) -> None:
            try:
                with _transaction(connection):
                    result = change(connection)
            except BaseException as error:  # noqa: BLE001 - whoever waits gets it
                future.set_exception(_told(error, self._path))
            else:
                future.set_result(result)

        self._orders.put(order)
        return future

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that only reads."""
        with opened(self._path) as connection:
            yield connection

    def close(self) -> None:
        """End when all that was ordered is written."""
        self._orders.put(None)
        self._thread.join()

    def _work(self, connection: sqlite3.Connection) -> None:
        with closing(connection):
            while (order := self._orders.get()) is not None:
                order(connection)


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that only reads, of a queue that there is: all that is read is of one moment."""
    try:
        connection = _connect(path, "ro")
    except sqlite3.Error as error:
        raise UsageError(f"{path}: cannot be read: {error}. Is it the queue of 'grader serve'?") from None
    with closing(connection):
        connection.execute("BEGIN")
        yield connection


def _connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=_BUSY_S,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.row_factory = sqlite3.Row
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _make_private(folder: Path, path: Path) -> None:
    try:
        with folder_below(folder, path.parent) as inner:
            os.close(
                os.open(path.name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600, dir_fd=inner)
            )
    except OSError as error:
        raise write_error(path, error) from None


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new queue; refuse one of another version."""
    connection.execute("PRAGMA journal_mode=WAL")
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found == 0:
        statements = _SCHEMA.strip() + f"PRAGMA user_version={VERSION};"
        connection.executescript(f"BEGIN IMMEDIATE;{statements}COMMIT;")
    elif found != VERSION:
        raise UsageError(
            f"{path}: is of version {found}, and this program reads version {VERSION}. Start the grader that wrote it, "
            "or move the file away: each repository's newest commit is then found again by a poll."
        )


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:  # whatever ended it, nothing of it is kept
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _told(error: BaseException, path: Path) -> BaseException:
    if isinstance(error, sqlite3.OperationalError):
        return OutputError(
            f"{path}: cannot be written: {error}. Free some space, and start the server again."
        )
    return error


def rows(connection: sqlite3.Connection, statement: str, *values: Any) -> list[sqlite3.Row]:
    """The rows of a query."""
    return connection.execute(statement, values).fetchall()


def row(connection: sqlite3.Connection, statement: str, *values: Any) -> sqlite3.Row | None:
    """The first row of a query."""
    found: sqlite3.Row | None = connection.execute(statement, values).fetchone()
    return found
