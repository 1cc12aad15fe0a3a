"""``make push-demo``: a git server and ``grader serve`` on this machine; three commits are pushed as a student would.

Prints the three pages as text. Everything lies in a temporary folder and is gone afterwards.
"""

from __future__ import annotations

import contextlib
import html
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from grader.course import load_course
from grader.serve.page_address import PageAddresses

ROOT = Path(__file__).parents[1]
ASSIGNMENT, STUDENT = "metrics", "ada"
WAIT_S = 50
GIT = {
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
}  # fmt: skip
SETTINGS = """\
[[source]]
kind = "git"
fetch = "file://{root}/git/{{name}}.git"
repositories = "{{assignment}}-{{student}}"
spool = "{root}/spool"
"""


def git(*arguments: str, cwd: Path) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=cwd, check=True, capture_output=True, text=True, env={**os.environ, **GIT}
    ).stdout


def course_copy(root: Path) -> Path:
    """The sample course with a push.toml beside it."""
    folder = root / "course"
    shutil.copytree(ROOT / "assignments", folder / "assignments")
    shutil.copytree(ROOT / "reference", folder / "reference")
    (folder / "assignments" / "push.toml").write_text(SETTINGS.format(root=root))
    return folder / "assignments"


def git_server(root: Path, course: Path) -> Path:
    """A bare repository with the hook that `grader serve hook` prints, and a clone of it."""
    bare, clone = root / "git" / f"{ASSIGNMENT}-{STUDENT}.git", root / "work"
    (root / "git").mkdir()
    (root / "spool").mkdir()
    git("init", "--quiet", "--bare", "--initial-branch=main", str(bare), cwd=root)
    script = subprocess.run(
        [*grader(), "serve", "hook", "--course", str(course)], check=True, capture_output=True, text=True
    ).stdout
    hook = bare / "hooks" / "post-receive"
    hook.write_text(script)
    hook.chmod(0o755)
    git("clone", "--quiet", str(bare), str(clone), cwd=root)
    git("checkout", "--quiet", "-B", "main", cwd=clone)
    return clone


def grader() -> list[str]:
    return [sys.executable, "-P", "-m", "grader"]


def versions() -> list[tuple[str, str]]:
    """What the student pushes: the starter, a mistake, and the right answer."""
    assignment = load_course(ROOT / "assignments").assignment(ASSIGNMENT)
    wrong, right = (ROOT / "examples/class/metrics" / f"{name}_metrics.py" for name in ("hazel", "amber"))
    return [
        ("the starter", assignment.starter_text()),
        ("two known mistakes", wrong.read_text()),
        ("the right answer", right.read_text()),
    ]


def page(address: str, commit: str) -> str:
    """The student's page, once it is that of a commit."""
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        with contextlib.suppress(urllib.error.HTTPError):  # 404 until the first push is known
            with urllib.request.urlopen(address, timeout=5) as answer:
                text = answer.read().decode()
            if "Refresh" not in answer.headers and commit[:10] in text:
                return text
        time.sleep(0.1)
    raise SystemExit(f"no page of {commit} after {WAIT_S} s")


def as_text(page: str) -> str:
    body = re.sub(
        r"<(style|script)\b.*?</\1>|<details.*?</details>|<table class=.code.*?</table>",
        "",
        page,
        flags=re.DOTALL,
    )
    lines = (html.unescape(re.sub(r"<[^>]+>", " ", line)).strip() for line in body.split("\n"))
    return "\n".join(re.sub(r"\s+", " ", line) for line in lines if line)


def main() -> None:
    root = Path(tempfile.mkdtemp(prefix="grader-push-demo-"))
    root.chmod(0o755)
    course = course_copy(root)
    clone = git_server(root, course)
    server = subprocess.Popen(
        [
            *grader(), "serve", "--course", str(course), "-o", str(root / "results"), "--listen", "127.0.0.1:0",
            "--jobs", "1",
        ],
        stderr=(root / "log").open("wb"),
    )  # fmt: skip
    try:
        port = listening(root / "log")
        key = PageAddresses.of(load_course(course), root / "results")
        address = f"http://127.0.0.1:{port}{key.path(STUDENT, ASSIGNMENT)}"
        for number, (what, text) in enumerate(versions(), start=1):
            (clone / "metrics.py").write_text(text)
            git("add", "metrics.py", cwd=clone)
            git("commit", "--quiet", "-m", what, cwd=clone)
            begun = time.monotonic()
            git("push", "--quiet", "origin", "main", cwd=clone)
            text = page(address, git("rev-parse", "HEAD", cwd=clone))
            print(
                f"\n=== Push {number}, {what}: the page after {time.monotonic() - begun:.1f} s: {address}\n"
            )
            print("\n".join(as_text(text).split("\n")[:22]))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
        if os.environ.get("SHOW_LOG"):
            print((root / "log").read_text())
        shutil.rmtree(root)


def listening(log: Path) -> int:
    """The port of the server, once it listens."""
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        found = re.search(r"127\.0\.0\.1:(\d+)", log.read_text())
        if found:
            return int(found[1])
        time.sleep(0.05)
    raise SystemExit(f"the server did not start: {log.read_text()}")


if __name__ == "__main__":
    main()
