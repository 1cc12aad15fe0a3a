"""A forge that is down: ``python -m benchmarks.push_outage [MINUTES [PUSHES]]``.

A server of an organisation on GitHub runs on this machine. Its repositories can be read all the time; the forge's
interface is down for so many minutes, in five ways in turn, while students push. Each newest commit must have its page
meanwhile, and its status once when the forge is back. Exit status 1 if it is not so.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from benchmarks.push_deliveries import SECRET, SETTINGS, DeliverySite, Push, deliver, memory_mib
from benchmarks.push_latency import work

STUDENTS: Final = 20
TOKEN: Final = "of-the-bot"
DOWN: Final = ("refused", "silent", "500", "502", "503 for 20 s")
"""In which ways the interface is down."""
CEILING_S: Final = 15 * 60 + 120
"""The longest wait between two tries, and what the last posts may take."""


class Forge:
    """GitHub's interface on loopback, as far as a server needs it; down when it is told to be."""

    def __init__(self) -> None:
        self.statuses: list[tuple[str, str]] = []
        """Commit and state of each status, in the order in which they came."""
        self.refused = 0
        """Requests that came while it was down and listened."""
        self.mode = ""
        self._back = threading.Event()
        self._server = self._listening(0)
        self.port = self._server.server_address[1]

    def down(self, mode: str) -> None:
        """Be down in another way."""
        before, self.mode = self.mode, mode
        self._back.set()
        self._back = threading.Event()
        if mode == "refused":
            self.close()
        elif before == "refused":
            self._server = self._listening(self.port)

    def up(self) -> None:
        self.down("")

    def close(self) -> None:
        self._back.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        if not self.mode:
            state = json.loads(body)["state"]
            if state != "pending":
                self.statuses.append((path.rpartition("/")[2], state))
            return 201, {}, b'{"id": 1}'
        self.refused += 1
        if self.mode == "silent":
            self._back.wait(60)
            return 500, {}, b"{}"
        status, _, wait = self.mode.partition(" for ")
        return int(status), {"Retry-After": wait.removesuffix(" s")} if wait else {}, b"{}"

    def _listening(self, port: int) -> ThreadingHTTPServer:
        forge = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: Any) -> None:
                """Nothing is printed."""

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if forge.mode == "refused":  # over a connection that was open before
                    self.close_connection = True
                    return
                status, headers, answer = forge.answer(self.path, body)
                with suppress(OSError):  # the server hung up
                    self.send_response(status)
                    for name, value in {**headers, "Content-Length": str(len(answer))}.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(answer)

        ThreadingHTTPServer.allow_reuse_address = True
        server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return server


class OutageSite(DeliverySite):
    """A server whose results go to a forge on loopback."""

    def __init__(self, root: Path, forge: Forge) -> None:
        super().__init__(root)
        text = SETTINGS.format(root=root).replace("127.0.0.1:9", f"127.0.0.1:{forge.port}")
        (self.course / "push.toml").write_text(text.replace("report = []", 'report = ["status"]'))
        for name, secret in (("token", TOKEN.encode()), ("hook", SECRET)):
            (root / "secrets" / f"github.{name}").write_bytes(secret)

    def posts(self) -> Counter[str]:
        """How many posts are in each state."""
        with closing(sqlite3.connect(self.root / "results/.grader/push.db")) as found:
            return Counter(dict(found.execute("SELECT state, count(*) FROM post GROUP BY state")))


@contextmanager
def site(forge: Forge) -> Iterator[OutageSite]:
    root = Path(tempfile.mkdtemp(prefix="grader-push-outage-"))
    root.chmod(0o755)
    try:
        yield OutageSite(root, forge)
    finally:
        shutil.rmtree(root)


def pushed(
    found: OutageSite, forge: Forge, minutes: float, pushes: int, works: list[str]
) -> list[tuple[Push, float]]:
    """Push for so long while the forge is down, a tenth of the webhooks twice; the pushes and their moments."""
    drawn, ways, sent = random.Random(0), cycle(DOWN), []
    for number in range(pushes):
        begun = time.monotonic()
        if number % max(1, pushes // (2 * len(DOWN))) == 0:
            forge.down(next(ways))
        student = number if number < STUDENTS else drawn.randrange(STUDENTS)
        push = found.push(number, f"metrics-s{student}", drawn.choice(works))
        moment = time.time()
        for _ in range(2 if drawn.random() < 0.1 else 1):
            _, status = deliver(found.port, push)
            if status != 202:
                raise SystemExit(f"answer {status}")
        sent.append((push, moment))
        time.sleep(max(0.0, begun + 60 * minutes / pushes - time.monotonic()))
    return sent


def waited(ready: Any, seconds: float) -> float:
    """Seconds until something is so; at most so many."""
    begun = time.monotonic()
    while not ready() and time.monotonic() < begun + seconds:
        time.sleep(0.2)
    return time.monotonic() - begun


def main() -> int:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    pushes = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    right = work("metrics")
    works = [right, right.replace("tp + tn", "tp - tn")]
    forge = Forge()
    with site(forge) as found:
        os.environ["GRADER_PUSH_SECRETS"] = str(found.root / "secrets")
        server = found.start()
        try:
            first, _ = found.push(-1, "metrics-s0", right), forge.up()
            deliver(found.port, first)
            waited(lambda: forge.statuses, 60)
            before = memory_mib(server.pid)
            sent = pushed(found, forge, minutes, pushes, works)
            newest = {push.repository: (push.commit, moment) for push, moment in sent}
            waited(lambda: {commit for commit, _ in newest.values()} <= found.graded().keys(), 120)
            graded = found.graded()
            known = len(forge.statuses)
            forge.up()
            took = waited(lambda: not found.posts()["waiting"], CEILING_S)
            after, posts = memory_mib(server.pid), found.posts()
        finally:
            found.end(server)
            forge.close()
        told = Counter(commit for commit, _ in forge.statuses[known:])
        waits = [graded[commit] - moment for commit, moment in newest.values() if commit in graded]
        print(
            f"down for {minutes:g} minutes, {pushes} pushes of {len(newest)} students, {len(graded)} graded"
        )
        print(f"newest commits with a page: {len(waits)} of {len(newest)};", end=" ")
        print(f"push to page: median {statistics.median(waits):.2f} s, max {max(waits):.2f} s")
        print(
            f"statuses while it was down: {known - 1}; requests while it listened and was down: {forge.refused}"
        )
        right_ones = sum(told[commit] == 1 for commit, _ in newest.values())
        print(
            f"newest commits with one status afterwards: {right_ones} of {len(newest)}, in {took:.0f} s",
            end="; ",
        )
        print(f"others: {sum(told.values()) - right_ones}; posts: {dict(posts)}")
        print(f"server's memory: {before:.0f} MiB at first, {after:.0f} at the end")
        holds = (
            len(waits) == right_ones == len(newest) == sum(told.values())
            and known == 1
            and not posts["parked"]
        )
        return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
