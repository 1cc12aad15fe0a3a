"""A course with two small assignments, and ways to call the command line like a user or a CI job."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from grader.cli import main

FROM_OUTSIDE = ("GITHUB_", "GRADER_")
SECRET = "thirty-two bytes that nobody knows"

COURSE = 'title = "Small numbers"\nreference = "../reference"\nrequired_isolation = 0\n'

SUMS = {
    "assignment.toml": """\
id = "sums"
title = "Sums"
module = "sums.py"
summary = "Adding and comparing"

[[tasks]]
id = "total"
function = "total"
title = "The sum"
points = 2

[[tasks]]
id = "spread"
function = "spread"
title = "Largest less smallest"
points = 3

[limits]
timeout_s = 0.5
""",
    "README.md": "# Sums\n\nWrite `total` and `spread`: $\\sum_i x_i$.\n",
    "public/test_public.py": '''\
import numpy as np

from grader.testing import assert_close, task


@task("total", hint="Add 1, 2 and 4 on paper.")
def test_total_of_three(student):
    """The sum of 1, 2 and 4 is 7."""
    assert_close(student.total(np.array([1.0, 2.0, 4.0])), 7.0)


@task("spread")
def test_spread_of_three(student):
    """Between 4 and 1 lie 3."""
    assert_close(student.spread(np.array([1.0, 2.0, 4.0])), 3.0)
''',
    "hidden/test_sums.py": '''\
from grader.testing import task

SHIFT = 1234.5625  # a number to be looked for in what students get


@task("total", hint="Add, do not average.")
def test_three_numbers(compare, rng):
    """Three numbers are added."""
    compare.total(rng.normal(SHIFT, 2.0, size=3))


@task("total", hint="Add, do not average.")
def test_five_numbers(compare, rng):
    """Five numbers are added."""
    compare.total(rng.normal(SHIFT, 2.0, size=5))


@task("total", hint="Add, do not average.")
def test_eight_numbers(compare, rng):
    """Eight numbers are added."""
    compare.total(rng.normal(SHIFT, 2.0, size=8))


@task("total", weak=True)
def test_nothing_to_add(compare, rng):
    """Nothing adds up to zero."""
    compare.total(rng.normal(size=0))


@task("spread", hint="Negative numbers count as well.")
def test_spread_of_random_numbers(compare, rng):
    """The spread is the largest number less the smallest."""
    for size in (4, 6, 9):
        compare.spread(rng.normal(-SHIFT, 5.0, size=size))
''',
    "wrong/total__mean.py": '''\
"""You averaged the numbers instead of adding them. Look at what stands before the sum."""

import numpy as np


def total(x):
    return float(np.mean(x)) if len(x) else 0.0
''',
}
SUMS_REFERENCE = '''\
"""Sums: the reference, whose docstring no student sees."""

import numpy as np


def total(x):
    """The sum of all numbers in x."""
    return float(np.sum(x))


def spread(x):
    """The largest number less the smallest."""
    return float(np.max(x) - np.min(x))
'''

MEANS = {
    "assignment.toml": """\
id = "means"
title = "Means"
module = "means.py"

[[tasks]]
id = "mean"
function = "mean"
points = 4
""",
    "README.md": "# Means\n\nWrite `mean`.\n",
    "public/test_public.py": '''\
import numpy as np

from grader.testing import assert_close, task


@task("mean")
def test_mean_of_two(student):
    """The mean of 1 and 3 is 2."""
    assert_close(student.mean(np.array([1.0, 3.0])), 2.0)
''',
    "hidden/test_means.py": '''\
from grader.testing import task


@task("mean")
def test_random_numbers(compare, rng):
    """The mean of random numbers."""
    for size in (2, 5, 7):
        compare.mean(rng.normal(size=size))
''',
}
MEANS_REFERENCE = "import numpy as np\n\n\ndef mean(x):\n    return float(np.mean(x))\n"

RIGHT = """\
def total(x):
    result = 0.0
    for value in x:
        result += float(value)
    return result


def spread(x):
    return float(x.max() - x.min())
"""
SUBMISSIONS = {
    "right": RIGHT,
    "averaged": RIGHT.replace("return result", "return result / max(len(x), 1)"),
    "unfinished": "def total(x):\n    raise NotImplementedError\n\n\nspread = total\n",
    "crashing": "import numpy as np\n\n\ndef total(x):\n    return float(x @ 'secret text')\n\n\n"
    "def spread(x):\n    return float(np.max(x) - np.min(x))\n",
    "endless": "def total(x):\n    while True:\n        pass\n\n\nspread = total\n",
    "stuck": "def total(x):\n    while True:\n        pass\n\n\ndef spread(x):\n    return max(x) - min(x)\n",
    "broken": "def total(x:\n    return 0\n",
}
"""Works on ``sums`` by what is wrong with them."""


def write_tree(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Workshop:
    """A folder with the course in ``assignments`` and ``reference``, and works in ``class``."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    output: str = "out"

    @property
    def course(self) -> Path:
        return self.root / "assignments"

    @property
    def sums(self) -> Path:
        return self.course / "sums"

    @property
    def out(self) -> Path:
        return self.root / self.output

    @property
    def submissions(self) -> Path:
        return self.root / "class"

    def write(self, name: str, text: str) -> Path:
        write_tree(self.root, {name: text})
        return self.root / name

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def hand_in(self, *students: str, kind: str = "right", text: str = "") -> Path:
        """Write one submission per student to ``class``; without ``text``, one of `SUBMISSIONS`."""
        for student in students:
            self.write(f"class/{student}_sums.py", text or SUBMISSIONS[kind])
        return self.submissions

    def start(self, *arguments: object, **settings: Any) -> subprocess.Popen[str]:
        """Start ``python -m grader …`` in a new process group; ``env`` adds to the environment."""
        around = {k: v for k, v in os.environ.items() if not k.startswith(FROM_OUTSIDE)}
        environment = {**around, **self.environment, **settings.pop("env", {})}
        defaults = {
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "text": True,
        }
        before = settings.pop("before", ("-m", "grader"))
        return subprocess.Popen(
            [sys.executable, *before, *map(str, arguments)],
            **{**defaults, "cwd": self.root, "env": environment, "start_new_session": True, **settings},
        )

    def run(self, *arguments: object, **settings: Any) -> Result:
        """Run the command in a new process until it ends."""
        with self.start(*arguments, **settings) as process:
            out, err = process.communicate(timeout=60)
        return Result(process.returncode, out or "", err or "")

    def python(self, *arguments: object, **settings: Any) -> Result:
        """Run the interpreter in the same environment."""
        return self.run(*arguments, before=(), **settings)

    def grade(self, *arguments: object, name: str = "sums", **settings: Any) -> Result:
        """Grade ``class`` with one job, unless the arguments say otherwise."""
        return self.run(
            "grade", self.submissions, "-a", name, "-j", 1, "-o", self.out, *arguments, **settings
        )

    def report(self, student: str, name: str = "sums") -> dict[str, Any]:
        result: dict[str, Any] = json.loads((self.out / student / name / "report.json").read_text())
        return result

    def sheet(self) -> dict[str, dict[str, str]]:
        """The rows of ``grades.csv`` by student."""
        text = (self.out / "grades.csv").read_text(encoding="utf-8")
        return {row["student"]: row for row in csv.DictReader(io.StringIO(text))}

    def scores(self, name: str = "sums") -> dict[str, float | None]:
        found = sorted(self.out.glob(f"*/{name}/report.json"))
        return {path.parent.parent.name: json.loads(path.read_text())["score"] for path in found}


@pytest.fixture(scope="session")
def clean_environment() -> dict[str, str]:
    """Environment variables that make a run independent of the caller."""
    return {"NO_COLOR": "1", "COLUMNS": "100", "PYTHONPATH": str(Path(__file__).parents[3])}


@pytest.fixture(scope="session")
def make_workshop(clean_environment: dict[str, str]) -> Callable[[Path], Workshop]:
    def make(root: Path) -> Workshop:
        write_tree(root / "assignments" / "sums", SUMS)
        write_tree(root / "assignments" / "means", MEANS)
        write_tree(
            root,
            {
                "assignments/course.toml": COURSE,
                "assignments/.grader/secret": SECRET,
                "reference/sums.py": SUMS_REFERENCE,
                "reference/means.py": MEANS_REFERENCE,
            },
        )
        return Workshop(root, clean_environment)

    return make


@pytest.fixture(autouse=True)
def _no_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the caller's CI job and course from the environment."""
    for name in [n for n in os.environ if n.startswith(FROM_OUTSIDE)]:
        monkeypatch.delenv(name)


@pytest.fixture
def workshop(tmp_path: Path, make_workshop: Callable[[Path], Workshop]) -> Workshop:
    return make_workshop(tmp_path)


@pytest.fixture
def submissions() -> dict[str, str]:
    return SUBMISSIONS


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """``call("show", "sums")`` runs a command line in this process."""

    def invoke(*arguments: object, cwd: Path | None = None) -> Result:
        if cwd is not None:
            monkeypatch.chdir(cwd)
        monkeypatch.setattr(sys, "argv", ["grader", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Result(ended.value.code, out, err)

    return invoke


@pytest.fixture
def grade(workshop: Workshop, call: Callable[..., Result]) -> Callable[..., Result]:
    """Run `Workshop.grade` in this process, which saves the start of a new one."""

    def invoke(*arguments: object, name: str = "sums") -> Result:
        return call(
            "grade", workshop.submissions, "-a", name, "-j", 1, "-o", workshop.out, *arguments, cwd=workshop.root
        )  # fmt: skip

    return invoke


def _processes() -> Iterator[tuple[int, int, str]]:
    """(pid, parent, start time) of every process."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # the process ended meanwhile
            continue
        if fields[0] != "Z":
            yield int(path.parent.name), int(fields[1]), fields[19]


@pytest.fixture
def family() -> Callable[[int], set[tuple[int, str]]]:
    """A process and its descendants, as (pid, start time), because pids are reused."""

    def members(pid: int) -> set[tuple[int, str]]:
        table = {each: (parent, start) for each, parent, start in _processes()}
        inside = {pid} & table.keys()
        while more := {each for each, (parent, _) in table.items() if parent in inside} - inside:
            inside |= more
        return {(each, table[each][1]) for each in inside}

    return members


@pytest.fixture
def alive() -> Callable[[set[tuple[int, str]]], set[tuple[int, str]]]:
    """The processes that are still running."""
    return lambda wanted: wanted & {(pid, start) for pid, _, start in _processes()}


@pytest.fixture
def until() -> Callable[..., None]:
    """Wait for a condition, for at most half a minute."""

    def wait(condition: Callable[[], object], what: str) -> None:
        deadline, pause = time.monotonic() + 30, threading.Event()
        while not condition():
            assert time.monotonic() < deadline, f"waited 30 s in vain: {what}"
            pause.wait(0.02)

    return wait


@pytest.fixture
def end() -> Iterator[Callable[[subprocess.Popen[str]], subprocess.Popen[str]]]:
    """Processes to end when the test ends, even if it fails."""
    started: list[subprocess.Popen[str]] = []

    def remember(process: subprocess.Popen[str]) -> subprocess.Popen[str]:
        started.append(process)
        return process

    yield remember
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@pytest.fixture
def heard():
    """Enable the signals: tests in the background or under nohup ignore them, and so would their child processes."""
    usual = {signal.SIGHUP: signal.SIG_DFL, signal.SIGINT: signal.default_int_handler}
    before = {number: signal.signal(number, handler) for number, handler in usual.items()}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
