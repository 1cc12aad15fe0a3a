"""Gradebooks of both kinds: SQLite always, PostgreSQL where Debian's package or another one is installed."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from grader.gradebook.book import Gradebook
from grader.gradebook.grade import POINT
from grader.gradebook.row import AssignmentRow, AttemptRow, LatePolicy, ResultRow

DAY = 86_400_000_000
DUE = 20 * DAY


class PostgresServer:
    """A PostgreSQL server of its own, on a free port of this machine. It refuses root, so it runs as its own user."""

    def __init__(self, programs: Path, data: Path) -> None:
        user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        if user:
            os.chown(data, user.pw_uid, user.pw_gid)
        self._run(
            programs / "initdb", "-D", data / "pg", "-U", "grader", "-A", "trust", "--no-sync", "-E", "UTF8"
        )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        settings = {
            "port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off",
            "timezone": "Asia/Kolkata",
        }  # fmt: skip
        options = [each for name, value in settings.items() for each in ("-c", f"{name}={value}")]
        self._log = (data / "log").open("wb")
        self._process = subprocess.Popen(
            [programs / "postgres", "-D", data / "pg", *options], stdout=self._log, stderr=self._log,
            cwd="/", **self._as,
        )  # fmt: skip
        self._numbers = itertools.count()

    def _run(self, *command: object) -> None:
        subprocess.run(list(map(str, command)), check=True, capture_output=True, cwd="/", **self._as)

    def wait_ready(self) -> None:
        for _ in range(200):
            try:
                psycopg.connect(self.address("postgres"), connect_timeout=1).close()
                return
            except psycopg.OperationalError:
                assert self._process.poll() is None, Path(self._log.name).read_text()
                try:
                    self._process.wait(timeout=0.05)
                except subprocess.TimeoutExpired:
                    continue
        raise AssertionError("the server does not answer")

    def address(self, database: str) -> str:
        return f"postgresql://grader@127.0.0.1:{self.port}/{database}"

    def new_database(self, template: str = "template1") -> str:
        """The URL of a new, empty database, or of a copy of another one."""
        name = f"g{next(self._numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self.address(name)

    def close(self) -> None:
        self._process.send_signal(signal.SIGQUIT)  # at once: nothing of it is needed any more
        self._process.wait(timeout=30)
        self._log.close()


def programs_of_postgres() -> Path | None:
    """The folder with PostgreSQL's own programs, the newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    on_path = shutil.which("initdb")
    places = [*found, *([Path(on_path).resolve()] if on_path else [])]
    return next((place.parent for place in places if (place.parent / "postgres").exists()), None)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    programs = programs_of_postgres()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    if os.geteuid() == 0 and "postgres" not in {user.pw_name for user in pwd.getpwall()}:
        pytest.skip("PostgreSQL refuses root, and there is no user 'postgres'")
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="grader-postgres-") as folder:
        server = PostgresServer(programs, Path(folder))
        try:
            server.wait_ready()
            yield server
        finally:
            server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """URLs of new databases of one kind."""
    numbers = itertools.count()
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path}/book{next(numbers)}.db"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.new_database


@pytest.fixture
def book(new_url: Callable[[], str]) -> Iterator[Gradebook]:
    """An empty gradebook with the two assignments of `ASSIGNMENTS`."""
    with Gradebook.open(new_url()) as opened:
        opened.set_assignments(ASSIGNMENTS)
        yield opened


POLICY = LatePolicy(
    grace_us=600_000_000, per_day_percent=10, max_percent=50, accept_days=7, slip_days=2, counts="best"
)
ASSIGNMENTS = (
    AssignmentRow(id="sums", title="Sums", max_points=10 * POINT, position=0, due_us=DUE, late=POLICY),
    AssignmentRow(
        id="means", title="Means", max_points=20 * POINT, position=1, due_us=DUE + 7 * DAY, late=POLICY
    ),
)


@pytest.fixture(scope="session")
def assignments() -> tuple[AssignmentRow, ...]:
    return ASSIGNMENTS


@pytest.fixture(scope="session")
def attempt() -> Callable[..., AttemptRow]:
    """``attempt(student, assignment, sha256, received_us)``"""

    def make(
        student: str = "ada", assignment: str = "sums", sha256: str = "aa", received_us: int | None = DUE
    ) -> AttemptRow:
        return AttemptRow(
            student=student, assignment=assignment, submission_sha256=sha256, received_us=received_us
        )

    return make


@pytest.fixture(scope="session")
def result() -> Callable[..., ResultRow]:
    """``result(run, points, …)``; without points it is not graded."""

    def make(
        run: str, points: float | None = 8, *, graded_us: int = 1, key: str = "k", most: float = 10,
        verdicts: str = "{}", mistakes: str = "[]",
    ) -> ResultRow:  # fmt: skip
        return ResultRow(
            attempt="", key=key, outcome="not graded" if points is None else "graded",
            score=None if points is None else round(points * POINT), max_score=round(most * POINT),
            graded_us=graded_us, reason="" if points is not None else "We could not.", run=run,
            verdicts=verdicts, mistakes=mistakes,
        )  # fmt: skip

    return make
