"""Pushes while everything is killed at random moments: ``python -m benchmarks.push_kills [PUSHES [KILLS]]``.

The server, its grading processes and its gits get SIGKILL. In the end every push is an attempt with the score that a
quiet day gives, each once, and the page shows the newest. About a quarter of an hour for 500 and 200.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.push_demo import ROOT, git
from benchmarks.push_latency import PushSite
from grader.course import load_course
from grader.grading.store import read_record

STUDENTS = 50
KINDS = ("grader.grading", "git", "serve")
WAIT_S = 600
SCORES = {"right": 20.0, "starter": 0.0}
"""Of work that a part of the tests finds right the score depends on the inputs, which differ from commit to commit."""


def processes_of(server: int) -> dict[str, list[int]]:
    """The children of a server by what they are."""
    found: dict[str, list[int]] = {"grader.grading": [], "git": [], "serve": [server]}
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            parent = int((path / "stat").read_bytes().rpartition(b")")[2].split()[1])
            line = (path / "cmdline").read_bytes()
            if parent == server:
                kind = "grader.grading" if b"grader.grading" in line else "git"
                found[kind].append(int(path.name))
    return found


def push_tag(site: PushSite, student: str, number: int, text: str) -> str:
    clone = site.repository("metrics", student)
    (clone / "metrics.py").write_text(f"{text}\n# {number}\n")
    git("add", "--all", cwd=clone)
    git("commit", "--quiet", "-m", "work", cwd=clone)
    git("push", "--quiet", "origin", f"HEAD:refs/tags/submit/{number}", cwd=clone)
    return git("rev-parse", "HEAD", cwd=clone).strip()


def states(site: PushSite) -> dict[str, int]:
    with contextlib.closing(sqlite3.connect(site.root / "results/.grader/push.db")) as queue:
        return dict(queue.execute("SELECT state, count(*) FROM job GROUP BY state").fetchall())


def disturb(site: PushSite, pushes: int, kills: int) -> tuple[dict[tuple[str, str], float], dict[str, int]]:
    """Push and kill; the score that each commit must have, and how often each kind was killed."""
    choice, expected, killed = random.Random(18), {}, dict.fromkeys(KINDS, 0)
    assignment = load_course(site.course).assignment("metrics")
    right = ROOT / "examples/class/metrics/amber_metrics.py"
    texts = {"right": right.read_text(), "starter": assignment.starter_text()}
    server = site.start()
    pushed = done = 0
    while pushed < pushes or done < kills:
        for _ in range(min(choice.randint(1, 4), pushes - pushed)):
            student, name = f"s{pushed % STUDENTS}", choice.choice(sorted(SCORES))
            expected[student, push_tag(site, student, pushed, texts[name])] = SCORES[name]
            pushed += 1
        time.sleep(choice.uniform(0, 0.8))
        kind = choice.choice(KINDS)
        victims = processes_of(server.pid)[kind]
        if victims and done < kills:
            with contextlib.suppress(ProcessLookupError):
                os.kill(choice.choice(victims), signal.SIGKILL)
            killed[kind] += 1
            done += 1
        if kind == "serve" and victims:
            server.wait()
            server = site.start()
    until = time.monotonic() + WAIT_S
    while set(states(site)) != {"done"} and time.monotonic() < until:
        time.sleep(1)
    print("states:", states(site))
    site.end(server)
    return expected, killed


def check(site: PushSite, expected: dict[tuple[str, str], float]) -> int:
    """How many faults there are."""
    with contextlib.closing(sqlite3.connect(site.root / "results/.grader/gradebook.db")) as book:
        rows = book.execute(
            'SELECT student, "commit", score FROM attempt LEFT JOIN result ON result.attempt = attempt.id'
        ).fetchall()
    found = {(student, sha): score for student, sha, score in rows}
    faults = [
        f"{place}: {found.get(place)}"
        for place, score in expected.items()
        if found.get(place) != round(score * 10_000)
    ]
    faults += [f"{len(rows)} results of {len(expected)} pushes"] * (len(rows) != len(expected))
    newest: dict[str, str] = {}
    for student, sha in expected:
        newest[student] = sha
    for student, sha in newest.items():
        folder = site.root / "results" / student / "metrics"
        record = read_record(site.root / f"results/.grader/records/metrics/{student}.json")
        shown = sha[:10] in (folder / "report.html").read_text()
        if not shown or record.report.score != expected[student, sha]:
            faults.append(f"{student}: the page or the record is not of {sha[:10]}")
    for fault in faults[:20]:
        print(fault)
    return len(faults)


def main() -> None:
    pushes, kills = (int(text) for text in (sys.argv[1:3] + ["500", "200"][len(sys.argv) - 1 :])[:2])
    root = Path(tempfile.mkdtemp(prefix="grader-push-kills-"))
    root.chmod(0o755)
    begun = time.monotonic()
    try:
        site = PushSite(root, hook=True)
        settings = site.course / "push.toml"
        settings.write_text("per_hour = 1000\n" + settings.read_text())
        expected, killed = disturb(site, pushes, kills)
        faults = check(site, expected)
    finally:
        shutil.rmtree(root)
    print(f"{len(expected)} pushes, killed {killed}, {time.monotonic() - begun:.0f} s: {faults} faults")
    sys.exit(faults > 0)


if __name__ == "__main__":
    main()
