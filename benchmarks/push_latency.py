"""How long a push takes to its page: ``python -m benchmarks.push_latency [PUSHES]``.

By hook on a warm assignment, by hook on an assignment whose process is not open yet, and by poll. A server with two
grading processes runs on this machine, with the sample course and bare repositories.
"""

from __future__ import annotations

import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.push_demo import ROOT, SETTINGS, course_copy, git, grader, listening
from grader.course import load_course
from grader.serve.page_address import PageAddresses

POLL_S = 5
WAIT_S = 120


class PushSite:
    """A git server, a course and a running `grader serve`."""

    def __init__(self, root: Path, *, hook: bool) -> None:
        self.root = root
        self.hook = hook
        (root / "git").mkdir()
        (root / "spool").mkdir()
        self.course = course_copy(root)
        text = SETTINGS.format(root=root)
        if not hook:
            text = "".join(line for line in text.splitlines(keepends=True) if "spool" not in line)
            text += f"poll_s = {POLL_S}\n"
        (self.course / "push.toml").write_text(text)
        self.script = ""
        if hook:
            command = [*grader(), "serve", "hook", "--course", str(self.course)]
            self.script = subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server, and wait until it listens."""
        log = self.root / "log"
        command = [
            *grader(),
            "serve",
            "--course",
            str(self.course),
            "-o",
            str(self.root / "results"),
            "--jobs",
            "2",
        ]
        with log.open("wb") as stream:
            server = subprocess.Popen([*command, "--listen", "127.0.0.1:0"], stderr=stream)
        self.port = listening(log)
        self.addresses = PageAddresses.of(load_course(self.course), self.root / "results")
        return server

    def end(self, server: subprocess.Popen[bytes]) -> None:
        server.send_signal(signal.SIGTERM)
        server.wait()

    @contextmanager
    def running(self) -> Iterator[None]:
        server = self.start()
        try:
            yield
        finally:
            self.end(server)

    def repository(self, assignment: str, student: str) -> Path:
        name = f"{assignment}-{student}"
        clone = self.root / "work" / name
        if not clone.exists():
            bare = self.root / "git" / f"{name}.git"
            git("init", "--quiet", "--bare", "--initial-branch=main", str(bare), cwd=self.root)
            if self.hook:
                (bare / "hooks" / "post-receive").write_text(self.script)
                (bare / "hooks" / "post-receive").chmod(0o755)
            clone.mkdir(parents=True)
            git("init", "--quiet", "--initial-branch=main", cwd=clone)
            git("remote", "add", "origin", str(bare), cwd=clone)
        return clone

    def latency_s(self, assignment: str, student: str, text: str) -> float:
        """Seconds from the end of a push to its page."""
        clone = self.repository(assignment, student)
        module = load_course(self.course).assignment(assignment).settings.module
        (clone / module).write_text(text)
        git("add", "--all", cwd=clone)
        git("commit", "--quiet", "-m", "work", cwd=clone)
        commit = git("rev-parse", "HEAD", cwd=clone)[:10]
        git("push", "--quiet", "origin", "main", cwd=clone)
        begun = time.monotonic()
        address = f"http://127.0.0.1:{self.port}{self.addresses.path(student, assignment)}"
        while time.monotonic() < begun + WAIT_S:
            with suppress(urllib.error.HTTPError), urllib.request.urlopen(address, timeout=10) as answer:
                if "Refresh" not in answer.headers and commit in answer.read().decode():
                    return time.monotonic() - begun
            time.sleep(0.02)
        raise SystemExit(f"no page: {(self.root / 'log').read_text()}")


@contextmanager
def site(*, hook: bool) -> Iterator[PushSite]:
    root = Path(tempfile.mkdtemp(prefix="grader-push-latency-"))
    root.chmod(0o755)
    try:
        found = PushSite(root, hook=hook)
        with found.running():
            yield found
    finally:
        shutil.rmtree(root)


def told(what: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    figures = f"median {statistics.median(ordered):.2f} s, p95 {p95:.2f} s, max {ordered[-1]:.2f} s"
    print(f"{what}: n = {len(ordered)}, {figures}", flush=True)


def work(name: str) -> str:
    """A right answer to an assignment: its reference."""
    assignment = load_course(ROOT / "assignments").assignment(name)
    return assignment.reference_in(assignment.settings.module).read_text()


def main() -> None:
    pushes = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    right = work("metrics")
    course = load_course(ROOT / "assignments")
    cold = {"torch": [], "numpy": []}
    for name in course.assignment_ids():
        settings = course.assignment(name).settings
        if not settings.performance and name != "metrics":
            cold["torch" if "torch" in settings.preload else "numpy"].append(name)
    with site(hook=True) as found:
        first = found.latency_s("metrics", "first", right)
        told(
            "hook, warm, numpy (metrics)", [found.latency_s("metrics", f"s{n}", right) for n in range(pushes)]
        )
        seconds = [first, *(found.latency_s(name, "ada", work(name)) for name in cold["numpy"])]
        told(f"hook, cold, numpy ({len(seconds)} assignments)", seconds)
        if cold["torch"]:
            told(
                f"hook, cold, torch ({len(cold['torch'])} assignments)",
                [found.latency_s(name, "ada", work(name)) for name in cold["torch"]],
            )
            name = cold["torch"][-1]
            text = work(name)
            told(
                f"hook, warm, torch ({name})",
                [found.latency_s(name, f"s{n}", text) for n in range(pushes // 2)],
            )
    with site(hook=False) as found:
        for student in range(5):
            found.latency_s("metrics", f"s{student}", right)
        seconds = [found.latency_s("metrics", f"s{n % 5}", f"{right}# {n}\n") for n in range(pushes // 2)]
        told(f"poll every {POLL_S} s, warm, numpy", seconds)


if __name__ == "__main__":
    main()
