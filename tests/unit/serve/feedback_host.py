"""Bare repositories to which git's user without rights may write, and what lies on their branch `feedback`."""

from __future__ import annotations

import contextlib
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

from push_host import git

REF = "refs/heads/feedback"


def open_to_all(folder: Path) -> Path:
    """Let every user write to a repository, as a group would be let."""
    git("config", "core.sharedRepository", "all", cwd=folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | (0o777 if path.is_dir() else 0o666))
    return folder


def refs(folder: Path) -> dict[str, str]:
    """Ids by ref."""
    lines = git("for-each-ref", "--format=%(refname) %(objectname)", cwd=folder).splitlines()
    return dict(line.split(" ") for line in lines)


def feedback(folder: Path) -> str:
    """The text of the branch, which holds nothing else."""
    assert git("ls-tree", "-r", "--name-only", REF, cwd=folder) == "report.md"
    assert git("rev-list", "--count", REF, cwd=folder) == "1"
    return git("show", f"{REF}:report.md", cwd=folder)


@contextlib.contextmanager
def answering(status: int) -> Iterator[str]:
    """A server that answers every request with one status; its address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
