"""A git server of bare repositories with the hook, and `grader serve` beside it: in this process, or as a command."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grader.course import load_course
from grader.serve.page_address import PageAddresses
from grader.serve.push_server import PushServer, ServerPlaces
from grader.serve.push_settings import load_settings
from grader.serve.secret_folder import SecretFolder
from grader.serve.spool_folder import hook_script

GIT = {
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
}  # fmt: skip
WAIT_S = 60
RIGHT = """import numpy as np

def double(x):
    return 2 * x

def total(values):
    if len(values) == 0:
        raise ValueError("nothing to add")
    return float(np.sum(values))
"""
WRONG = RIGHT.replace("2 * x", "x * x")


def git(*arguments: str, cwd: Path, given: bytes | None = None, **environment: str) -> str:
    """What a git command of a student or of the server prints."""
    done = subprocess.run(
        ["git", *arguments], cwd=cwd, input=given, check=True, capture_output=True,
        env={**os.environ, **GIT, **environment},
    )  # fmt: skip
    return done.stdout.decode().strip()


@dataclass
class GitHost:
    """Bare repositories in a folder that every user may read, each with a clone in which a student works."""

    root: Path
    spool: Path = field(init=False)

    def __post_init__(self) -> None:
        self.spool = self.root / "spool"
        self.spool.mkdir(parents=True)
        (self.root / "git").mkdir()

    @property
    def fetch(self) -> str:
        return f"file://{self.root}/git/{{name}}.git"

    def bare(self, name: str, *, hook: bool = True) -> Path:
        folder = self.root / "git" / f"{name}.git"
        if not folder.exists():
            git("init", "--quiet", "--bare", "--initial-branch=main", str(folder), cwd=self.root)
            if hook:
                path = folder / "hooks" / "post-receive"
                path.write_text(hook_script(self.spool))
                path.chmod(0o755)
        return folder

    def clone(self, name: str, *, hook: bool = True) -> Path:
        folder = self.root / "work" / name
        if not folder.exists():
            folder.mkdir(parents=True)
            git("init", "--quiet", "--initial-branch=main", cwd=folder)
            git("remote", "add", "origin", str(self.bare(name, hook=hook)), cwd=folder)
        return folder

    def push(
        self, name: str, files: dict[str, str], *, ref: str = "main", hook: bool = True, **environment: str
    ) -> str:
        """Commit files and push them; the id of the commit."""
        clone = self.clone(name, hook=hook)
        for path, text in files.items():
            (clone / path).parent.mkdir(parents=True, exist_ok=True)
            (clone / path).write_text(text)
        git("add", "--all", cwd=clone)
        git("commit", "--quiet", "--allow-empty", "-m", "work", cwd=clone, **environment)
        git("push", "--quiet", "--force", "origin", f"HEAD:{ref}", cwd=clone)
        return git("rev-parse", "HEAD", cwd=clone)


@dataclass
class Served:
    """A course with a push.toml, and where its results go."""

    course: Path
    results: Path
    host: GitHost

    def configure(self, text: str) -> None:
        (self.course / "push.toml").write_text(text)

    @contextlib.contextmanager
    def opened(self, processes: int = 1) -> Iterator[PushServer]:
        course = load_course(self.course)
        gradebook = f"sqlite:///{self.results}/.grader/gradebook.db"
        places = ServerPlaces(course=course, results=self.results, gradebook=gradebook)
        server = PushServer(places, load_settings(course), SecretFolder.from_environment(), processes)
        with contextlib.closing(server):
            yield server

    def once(self) -> None:
        """What `grader serve --once` does."""
        with self.opened() as server:
            server.run_once()

    def page(self, student: str = "ada", assignment: str = "tiny") -> str:
        return (self.results / student / assignment / "report.html").read_text()

    def path(self, student: str = "ada", assignment: str = "tiny") -> str:
        return PageAddresses.of(load_course(self.course), self.results).path(student, assignment)


PLAIN = """\
[[source]]
kind = "git"
fetch = "{fetch}"
repositories = "{{assignment}}-{{student}}"
spool = "{spool}"
"""


@dataclass
class RunningServer:
    """`grader serve` as a process of its own."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def get(self, path: str) -> tuple[int, str, dict[str, str]]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return (
                    answer.status,
                    answer.read().decode(),
                    {k.lower(): v for k, v in answer.headers.items()},
                )
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), {k.lower(): v for k, v in error.headers.items()}

    def wait_page(self, path: str, shown: str) -> str:
        """The page, once it is final and shows a text."""

        def found() -> str:
            status, text, headers = self.get(path)
            return text if status == 200 and "refresh" not in headers and shown in text else ""

        return wait_for(found, f"{shown} at {path}: {self.log.read_text()}")

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=WAIT_S)


def wait_for(found: Callable[[], str], what: str) -> str:
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        text = found()
        if text:
            return text
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


def jobs(served: Served) -> list[tuple[str, str, str, str]]:
    """Student, assignment, state and reason of every job, in order."""
    with contextlib.closing(sqlite3.connect(served.results / ".grader" / "push.db")) as queue:
        return queue.execute("SELECT student, assignment, state, reason FROM job ORDER BY id").fetchall()
