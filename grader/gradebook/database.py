"""Opening a gradebook: SQLite in a file, or PostgreSQL by its URL.

SQLite needs nothing. One process writes at a time; each change is on the disk before the next begins. It is refused
on a network file system, whose locks do not keep two machines apart. PostgreSQL's password comes from a file (or from
``PGPASSFILE``, which its own library reads), never from the URL, and is never printed.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from grader.errors import OutputError, UsageError
from grader.gradebook.table import VERSIONS
from grader.output import folder_below, write_error

PASSWORD_FILE: Final = "GRADER_GRADEBOOK_PASSWORD_FILE"  # noqa: S105 - the name of a variable
NO_GRADEBOOK: Final = (
    "there is no gradebook there. 'grader grade' makes one, 'grader gradebook rebuild' as well."
)
_PRAGMAS: Final = (
    "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000", "recursive_triggers=ON",
    "secure_delete=ON",
)  # fmt: skip
"""Triggers are recursive so that ``INSERT OR REPLACE`` does not get around them; what is deleted is overwritten."""
_NETWORK: Final = re.compile(
    r"(nfs|cifs|smb|afs|ceph|lustre|beegfs|glusterfs|gpfs|ocfs|9p|ncpfs|coda|fuse\.(sshfs|rclone|gluster|s3))",
    re.IGNORECASE,
)


def open_database(url: str, *, create: bool = True) -> Engine:
    """An engine for a gradebook; a SQLite file that is missing is created, readable for its owner alone.

    Raises
    ------
    UsageError
        The URL is of another database, holds a password, or names a file on a network file system.
    OutputError
        The file cannot be created.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, create)
    return _postgresql(parsed)


def shown_url(url: str) -> str:
    """The URL without anything secret, for messages."""
    return re.sub(r"([?&]password=)[^&]*", r"\1…", re.sub(r"//[^/@]*:[^/]*@", "//…@", url))


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it happens, or nothing."""
    with _database_errors(engine), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees the gradebook as it is at one moment."""
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with _database_errors(engine), engine.connect() as plain:
        connection = plain.execution_options(reading=True, **level)
        with connection.begin():
            yield connection


def version(connection: Connection) -> str | None:
    """The migration that a gradebook has reached; ``None`` if it is new."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def check_version(found: str | None, url: str) -> None:
    """Refuse what this program does not know how to read.

    Raises
    ------
    UsageError
        The gradebook is of an older or a newer version.
    """
    if found == VERSIONS[-1]:
        return
    if found in VERSIONS:
        raise UsageError(
            f"{shown_url(url)}: the gradebook is of version {found}, this program works with {VERSIONS[-1]}. "
            "Run 'grader gradebook upgrade'; of SQLite it keeps a copy first."
        )
    raise UsageError(
        f"{shown_url(url)}: the gradebook is of version {found}, which is newer than this program "
        f"({VERSIONS[-1]}). Install the newer grader."
    )


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    if parsed is None or parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise UsageError(
            f"--gradebook {shown_url(url)}: expected sqlite:///FILE or postgresql+psycopg://USER@HOST/DATABASE."
        )
    if parsed.password is not None or "password" in parsed.query:
        raise UsageError(
            f"--gradebook {shown_url(url)}: the password stands in the URL, where every process of this machine can "
            f"read it. Take it out, and name a file that holds it in {PASSWORD_FILE}, or use PGPASSFILE."
        )
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.database in (None, "", ":memory:"):
        raise UsageError(f"--gradebook {url}: expected a file, sqlite:///FILE.")
    return parsed


def _sqlite(url: URL, create: bool) -> Engine:
    path = Path(url.database or "")
    _refuse_network(path)
    if not create and not path.exists():
        raise UsageError(f"{path}: {NO_GRADEBOOK}")
    try:
        with folder_below(path.parent, path.parent) as folder:
            os.close(os.open(path.name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600, dir_fd=folder))
    except OSError as error:
        raise write_error(path, error) from None
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # Python's module would begin transactions where it likes
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        only_reads = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    return engine


def _refuse_network(path: Path) -> None:
    kind = file_system(path)
    if _NETWORK.match(kind):
        raise UsageError(
            f"{path}: lies on a network file system ({kind}), where SQLite's locks do not hold. Name a file on a "
            "disk of this machine, --gradebook sqlite:///FILE, or a PostgreSQL database."
        )


def file_system(path: Path) -> str:
    """The kind of file system that a path lies on, as Linux calls it; empty where it does not say."""
    target, best = path.absolute().parent.resolve(), ("", "")
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    for line in mounts.splitlines():
        place, _, rest = line.partition(" - ")
        mounted = place.split(" ")[4].encode().decode("unicode_escape")
        if target.is_relative_to(mounted) and len(mounted) >= len(best[0]):
            best = mounted, rest.split(" ")[0]
    return best[1]


def _postgresql(url: URL) -> Engine:
    try:
        return create_engine(
            url.set(password=_password()), pool_pre_ping=True, hide_parameters=True,
            connect_args={"connect_timeout": 10},
        )  # fmt: skip
    except (ModuleNotFoundError, NoSuchModuleError):
        raise UsageError(
            "PostgreSQL needs the extra 'postgres'. Install it with: pip install 'grader[gradebook,postgres]'"
        ) from None


def _password() -> str | None:
    name = os.environ.get(PASSWORD_FILE)
    if not name:
        return None
    try:
        path = Path(name)
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise UsageError(f"{path}: others may read the password. Close it with: chmod 600 {path}")
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise UsageError(
            f"{name}: the password cannot be read: {error.strerror}. Correct {PASSWORD_FILE}."
        ) from None


@contextmanager
def _database_errors(engine: Engine) -> Iterator[None]:
    """What the database refuses, in its own words but without what was to be written."""
    try:
        yield
    except DBAPIError as error:
        words = " ".join(str(error.orig).split())
        raise OutputError(f"The gradebook {shown_url(str(engine.url))}: {words}. {_advice(words)}") from None


def _advice(words: str) -> str:
    lower = words.lower()
    if "full" in lower or "no space" in lower or "disk i/o" in lower:
        return (
            "Free some space and run the command again, 'grader grade' with --resume: what was done is kept."
        )
    if "locked" in lower:
        return "Another command is writing to it. Wait for it and run the command again."
    if "readonly" in lower or "read-only" in lower:
        return "Make the file and its folder writable."
    if "connect" in lower or "password" in lower or "authentication" in lower:
        return f"Check the URL, and the password in {PASSWORD_FILE} or PGPASSFILE."
    return "Nothing was written. 'grader gradebook check' looks for the cause."
