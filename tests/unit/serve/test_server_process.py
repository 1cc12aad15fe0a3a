"""`grader serve` as a process: it listens, ends in order, and comes to the same end however often it is killed."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from push_host import RIGHT, WRONG, Served, jobs, wait_for

STUDENTS = ("ada", "bob", "cid")
KILLS = 6


def test_a_push_is_on_its_page_and_the_server_ends_in_order(served, host, start_server):
    server = start_server()
    sha = host.push("tiny-ada", {"tiny.py": RIGHT})
    text = server.wait_page(served.path(), sha[:10])
    assert "<strong>6</strong> of 6 points" in text
    assert server.end() == 0
    events = [
        json.loads(line)["event"] for line in server.log.read_text().splitlines() if line.startswith("{")
    ]
    assert {"ready", "push", "fetched", "graded", "ending"} <= set(events)


def test_what_was_pushed_while_no_server_ran_is_graded_by_the_next(served, host, start_server):
    sha = host.push("tiny-ada", {"tiny.py": RIGHT})
    assert sha[:10] in start_server().wait_page(served.path(), sha[:10])


def test_a_second_server_on_the_same_results_is_refused(served, start_server, tmp_path):
    start_server()
    assert "another run is writing there" in words_of_second(served)


def test_a_secret_is_in_no_log_queue_or_page(served, host, start_server, tmp_path):
    secrets = tmp_path / "secrets"
    secrets.mkdir(mode=0o700)
    (secrets / "staff.token").write_text("staff-4f1c")
    (secrets / "git.token").write_text("token-9d2e")
    server = start_server(GRADER_PUSH_SECRETS=str(secrets))
    sha = host.push("tiny-ada", {"tiny.py": RIGHT})
    server.wait_page(served.path(), sha[:10])
    assert server.get("/staff")[0] == 401
    command = Path(f"/proc/{server.process.pid}/cmdline").read_bytes()
    server.end()
    hidden = (served.course / "tiny/hidden/test_double.py").read_text().split("def ")[1].encode()
    shown = [path for path in served.results.rglob("*") if path.is_file() and "records" not in path.parts]
    for path in [*shown, server.log]:
        content = path.read_bytes()
        for secret in (b"staff-4f1c", b"token-9d2e", b"known to all", hidden):
            assert secret not in content, path
    assert b"4f1c" not in command


def test_kills_at_random_moments_change_nothing(served, host, start_server):
    """The server, what grades, and git are killed while students push; the end is that of a quiet day."""
    choice = random.Random(18)
    server = start_server()
    pushed = []
    for turn in range(KILLS):
        for student in STUDENTS:
            text = (RIGHT, WRONG)[turn % 2] + f"# {turn}\n"
            sha = host.push(f"tiny-{student}", {"tiny.py": text}, ref=f"refs/tags/submit/{turn}")
            pushed.append((student, sha, turn % 2))
        time.sleep(choice.uniform(0, 1.5))
        for pid in victims(server.process.pid, ("grader.grading", "git", "serve")[turn % 3]):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if server.process.poll() is not None or turn % 3 == 2:
            server.process.wait()
            server = start_server()
    wait_for(
        lambda: "done" if all(state == "done" for *_, state, _ in jobs(served)) else "",
        f"the end: {jobs(served)}",
    )
    server.end()
    assert attempts(served) == sorted(
        (student, sha, 60_000 if not wrong else 20_000) for student, sha, wrong in pushed
    )
    for student in STUDENTS:
        assert pushed[-3 + STUDENTS.index(student)][1][:10] in served.page(student)
    assert not victims(server.process.pid, "grader.grading")


def victims(server: int, what: str) -> list[int]:
    """Processes of a server by their command line; the server itself for `serve`."""
    if what == "serve":
        return [server]
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            parent = int((path / "stat").read_bytes().rpartition(b")")[2].split()[1])
            if parent == server and what.encode() in (path / "cmdline").read_bytes():
                found.append(int(path.name))
    return found


def attempts(served: Served) -> list[tuple[str, str, int]]:
    """Student, commit and points of every attempt of the gradebook."""
    with contextlib.closing(sqlite3.connect(served.results / ".grader/gradebook.db")) as book:
        return sorted(
            book.execute(
                'SELECT student, "commit", score FROM attempt JOIN result ON result.attempt = attempt.id'
            ).fetchall()
        )


def words_of_second(served: Served) -> str:
    """What a second server says."""
    command = [sys.executable, "-P", "-m", "grader", "serve", "--once", "--course", str(served.course)]
    done = subprocess.run([*command, "-o", str(served.results)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    return " ".join(done.stderr.split())
