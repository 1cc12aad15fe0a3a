"""A thousand signed webhooks in a minute: ``python -m benchmarks.push_deliveries [DELIVERIES [REPOSITORIES]]``.

The server listens as for an organisation on GitHub; the commits are in bare repositories on this machine, and nothing
is posted. Told are how long an answer takes, when the newest commits are graded, and the memory of the server itself.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import os
import queue
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.push_demo import course_copy, git
from benchmarks.push_kills import states
from benchmarks.push_latency import PushSite, work

SECRET = b"of the webhook"
OWNER = "course"
MINUTE_S = 60.0
SENDERS = 8
WAIT_S = 600
SETTINGS = """\
[[source]]
kind = "github"
api = "http://127.0.0.1:9"
fetch = "file://{root}/git/{{name}}.git"
owner = "course"
repositories = "{{assignment}}-{{student}}"
report = []
poll_s = 86400
insecure_http = true
"""


class Push(NamedTuple):
    number: int
    repository: str
    commit: str


class DeliverySite(PushSite):
    """A server for an organisation whose repositories lie on this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "git" / OWNER).mkdir(parents=True)
        (root / "secrets").mkdir(mode=0o700)
        (root / "secrets" / "github.hook").write_bytes(SECRET)
        self.course = course_copy(root)
        (self.course / "push.toml").write_text(SETTINGS.format(root=root))

    def push(self, number: int, repository: str, text: str) -> Push:
        """A commit in a bare repository, written without a clone."""
        bare = self.root / "git" / OWNER / f"{repository}.git"
        if not bare.exists():
            git("init", "--quiet", "--bare", "--initial-branch=main", str(bare), cwd=self.root)
        (self.root / "metrics.py").write_text(f"{text}\n# {number}\n")
        blob = git("hash-object", "-w", str(self.root / "metrics.py"), cwd=bare).strip()
        made = subprocess.run(
            ["git", "mktree"],
            cwd=bare,
            input=f"100644 blob {blob}\tmetrics.py\n",
            check=True,
            capture_output=True,
            text=True,
        )
        tree = made.stdout.strip()
        commit = git("commit-tree", "-m", "work", tree, cwd=bare).strip()
        git("update-ref", f"refs/submitted/{number}", commit, cwd=bare)
        return Push(number, repository, commit)

    def graded(self) -> dict[str, float]:
        """When the commits were graded, in seconds since 1970, by commit."""
        with closing(sqlite3.connect(self.root / "results/.grader/push.db")) as found:
            return {
                commit: ended / 1e6
                for commit, ended in found.execute(
                    "SELECT push.sha, job.ended FROM job JOIN push ON push.id = job.push WHERE state = 'done'"
                )
            }


def deliver(port: int, push: Push) -> tuple[float, int]:
    """Seconds to the answer, and its status."""
    body = json.dumps({
        "ref": "refs/heads/main", "after": push.commit, "deleted": False,
        "repository": {"full_name": f"{OWNER}/{push.repository}"},
    }).encode()  # fmt: skip
    headers = {
        "X-Hub-Signature-256": f"sha256={hmac.new(SECRET, body, hashlib.sha256).hexdigest()}",
        "X-GitHub-Event": "push", "X-GitHub-Delivery": f"d-{push.number}",
    }  # fmt: skip
    begun = time.monotonic()
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("POST", "/hook/github", body, headers)
        status = connection.getresponse().status
    return time.monotonic() - begun, status


def delivered(port: int, pushes: list[Push]) -> tuple[list[float], dict[str, float]]:
    """Send all within a minute; the seconds of each answer, and when each repository's newest was sent."""
    waiting: queue.SimpleQueue[Push] = queue.SimpleQueue()
    seconds, sent, lock = [], {}, threading.Lock()
    begun = time.monotonic()

    def send() -> None:
        while True:
            try:
                push = waiting.get_nowait()
            except queue.Empty:
                return
            due = begun + MINUTE_S * push.number / len(pushes)
            time.sleep(max(0.0, due - time.monotonic()))
            moment = time.time()
            took, status = deliver(port, push)
            if status != 202:
                raise SystemExit(f"answer {status}")
            with lock:
                seconds.append(took)
                sent[push.commit] = moment

    for push in pushes:
        waiting.put(push)
    threads = [threading.Thread(target=send) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seconds, sent


def memory_mib(pid: int) -> float:
    """Resident memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def cpu_of_children() -> float:
    """Processor time of all processes that have ended below this one, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, round(share * len(values)))]


@contextmanager
def site() -> Iterator[DeliverySite]:
    root = Path(tempfile.mkdtemp(prefix="grader-push-deliveries-"))
    root.chmod(0o755)
    try:
        yield DeliverySite(root)
    finally:
        shutil.rmtree(root)


def main() -> None:
    deliveries = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    repositories = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    right = work("metrics")
    with site() as found:
        os.environ["GRADER_PUSH_SECRETS"] = str(found.root / "secrets")
        pushes = [found.push(n, f"metrics-s{n % repositories}", right) for n in range(deliveries)]
        newest = {push.repository: push.commit for push in pushes}
        earlier_s = cpu_of_children()
        server = found.start()
        try:
            before = memory_mib(server.pid)
            seconds, sent = delivered(found.port, pushes)
            after = memory_mib(server.pid)
            until = time.monotonic() + WAIT_S
            while set(states(found)) & {"waiting", "fetching", "grading"} and time.monotonic() < until:
                time.sleep(0.2)
            end = memory_mib(server.pid)
        finally:
            found.end(server)
        used_s = cpu_of_children() - earlier_s
        graded = found.graded()
        waits = [graded[commit] - sent[commit] for commit in newest.values() if commit in graded]
        print(f"answers: n = {len(seconds)}, median {statistics.median(seconds) * 1e3:.0f} ms,", end=" ")
        print(f"p99 {quantile(seconds, 0.99) * 1e3:.0f} ms, max {max(seconds) * 1e3:.0f} ms")
        print(f"newest commits graded: {len(waits)} of {len(newest)}; jobs by state: {states(found)}")
        print(f"push to result: median {statistics.median(waits):.1f} s,", end=" ")
        print(f"p95 {quantile(waits, 0.95):.1f} s, max {max(waits):.1f} s")
        print(f"processor time of the server and all it started: {used_s:.1f} s,", end=" ")
        print(f"{used_s / len(graded) * 1e3:.0f} ms for each graded commit")
        print(
            f"server's memory: {before:.0f} MiB at first, {after:.0f} after the minute, {end:.0f} at the end"
        )


if __name__ == "__main__":
    main()
