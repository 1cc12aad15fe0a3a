"""A folder as a student could hand it in, beside a course and a file that nobody may touch."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PRECIOUS = "a file that is none of the grader's business"
RIGHT = (HERE / "controls" / "puzzle" / "right.py").read_text()
UNREADABLE = b"\xff\xfe\x00"
SETTINGS = """\
id = "puzzle"
title = "A puzzle"
module = "puzzle.py"
[[tasks]]
id = "tally"
function = "tally"
points = 2
"""
TEST = '''\
import numpy as np
from grader.testing import task


@task("tally")
def test_one_row(student):
    """The squares of 3 and 4 add up to 25."""
    assert float(student.tally(np.array([[3.0, 4.0]]))[0]) == 25.0
'''


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Room:
    """``course``, the student's folder ``ada``, ``precious`` elsewhere, and a caller who has a home of his own."""

    root: Path

    @property
    def ada(self) -> Path:
        return self.root / "ada"

    @property
    def course(self) -> Path:
        return self.root / "course"

    @property
    def elsewhere(self) -> Path:
        return self.root / "elsewhere"

    @property
    def precious(self) -> Path:
        return self.elsewhere / "precious"

    @property
    def marker(self) -> Path:
        """There once code of the student ran as the caller."""
        return self.root / "owned"

    @property
    def poison(self) -> str:
        """A module that leaves the marker. In a worker, which may not write there, it does nothing."""
        return f"try:\n    open({str(self.marker)!r}, 'a').close()\nexcept OSError:\n    pass\n"

    def untouched(self) -> bool:
        """Whether nothing was changed, added or run outside of the student's folder."""
        there = sorted(path.name for path in self.elsewhere.iterdir())
        return (there, self.precious.read_text(), self.marker.exists()) == (["precious"], PRECIOUS, False)

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def handout(self, name: str = "ada", test: str = TEST) -> Path:
        """Public tests and their settings beside the work."""
        self.write(f"{name}/assignment.toml", SETTINGS)
        self.write(f"{name}/public/test_public.py", test)
        return self.root / name

    def environment(self, **changes: str) -> dict[str, str]:
        around = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GITHUB_", "GRADER_", "XDG_", "PYTHON"))
        }
        return {**around, "HOME": str(self.root / "home"), "COLUMNS": "1000", **changes}

    def run(
        self, *arguments: object, cwd: Path, before: tuple[str, ...] = ("-P", "-m", "grader"), **env: str
    ) -> Result:
        done = subprocess.run(
            [sys.executable, *before, *map(str, arguments)], cwd=cwd, env=self.environment(**env), text=True,
            stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        return Result(done.returncode, done.stdout, done.stderr)

    def ci(self, *arguments: object, cwd: Path, **env: str) -> Result:
        return self.run("ci", *arguments, "--course", self.course, "--student", "ada", cwd=cwd, **env)

    def answer(self, text: str, *arguments: object, cwd: Path) -> Result:
        """Run the command on a terminal, where ``text`` is typed once it has asked."""
        ours, theirs = pty.openpty()
        command = [sys.executable, "-P", "-m", "grader", *map(str, arguments)]
        with subprocess.Popen(
            command, cwd=cwd, env=self.environment(), stdin=theirs, stdout=theirs, stderr=theirs
        ) as process:
            os.close(theirs)
            written, typed = b"", False
            while select.select([ours], [], [], 60)[0]:
                try:
                    data = os.read(ours, 65536)
                except OSError:  # EIO: the other end is closed
                    break
                written += data
                if not typed and b"[y/N]" in written:
                    typed = os.write(ours, text.encode()) > 0
            os.close(ours)
        return Result(process.returncode, written.decode(), "")


def furnished(root: Path) -> Room:
    """A room with right work in it."""
    room = Room(root)
    shutil.copytree(HERE / "course", room.course, ignore=shutil.ignore_patterns("__pycache__"))
    room.write("course/puzzle/public/test_public.py", TEST)
    room.write("elsewhere/precious", PRECIOUS)
    room.write("ada/puzzle.py", RIGHT)
    (root / "home").mkdir()
    return room
