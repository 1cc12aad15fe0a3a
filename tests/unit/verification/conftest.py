"""A small course that is sound, to be broken in one place by each test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.course import Course, load_course
from grader.verification import CheckResult, verify_assignment
from grader.verification.answer_checks import AnswerChecks, independent_answers
from grader.verification.check_result import Depth
from grader.verification.observed_runs import ObservationSession, with_observation_session

REFERENCE = '''\
"""Signals: the reference."""

import numpy as np


def centre(x):
    """Take the mean away.

    Parameters
    ----------
    x : ndarray of shape (n,)
    """
    return x - x.mean()


def energy(x):
    """The sum of all squares, of an array of shape (n,)."""
    return float(np.sum(x * x))
'''

DEPTH = Depth(reference=2, wrong=3, right=1, mutants=True, least_wrong=0, least_changes=0)

FILES = {
    "course.toml": 'title = "Signals"\nreference = "reference"\n'
    'required_isolation = 0\npublic_secret = "known to all"\n',
    "reference/signal_basics.py": REFERENCE,
    "signal_basics/assignment.toml": """\
id = "signal_basics"
title = "Signals"
module = "signal_basics.py"

[[tasks]]
id = "centre"
function = "centre"
points = 3
rtol = 1e-7  # means lose a digit or two
atol = 1e-9

[[tasks]]
id = "energy"
function = "energy"
points = 2
rtol = 1e-7
atol = 1e-9

[limits]
timeout_s = 5
""",
    "signal_basics/README.md": """\
# Signals

| task | function | points |
|---|---|---|
| centre | `centre(x)` | 3 |
| energy | `energy(x)` | 2 |

`x` has the shape `(n,)`.
""",
    "signal_basics/public/test_public.py": '''\
import numpy as np

from grader.testing import assert_close, task


@task("centre")
def test_centre_by_hand(student):
    """1 and 3 lie 1 from their mean."""
    assert_close(student.centre(np.array([1.0, 3.0])), np.array([-1.0, 1.0]))


@task("energy")
def test_energy_by_hand(student):
    """3² + 4² is 25."""
    assert_close(student.energy(np.array([3.0, 4.0])), 25.0)
''',
    "signal_basics/hidden/test_centre.py": '''\
import numpy as np

from grader.testing import task


@task("centre")
def test_signals(compare, rng):
    """The mean is taken away, for signals of any length."""
    for n in 3, 5, 8:
        compare.centre(rng.normal(2.0, 1.0, size=n))


@task("centre")
def test_float32(compare, rng):
    """float32 stays float32."""
    compare.centre(rng.normal(2.0, 1.0, size=6).astype(np.float32))


@task("centre")
def test_loud(compare, rng):
    """Numbers may be large."""
    compare.centre(rng.normal(2.0, 1.0, size=7) * 1e5)
''',
    "signal_basics/hidden/test_energy.py": '''\
import numpy as np

from grader.testing import task


@task("energy")
def test_short_signals(compare, rng):
    """All squares are added."""
    compare.energy(rng.normal(2.0, 1.0, size=3))


@task("energy")
def test_long_signals(compare, rng):
    """All squares are added, however many there are."""
    compare.energy(rng.normal(2.0, 1.0, size=9))


@task("energy")
def test_float32(compare, rng):
    """float32 signals are welcome."""
    compare.energy(rng.normal(2.0, 1.0, size=6).astype(np.float32), rtol=1e-4)


@task("energy")
def test_loud(compare, rng):
    """Numbers may be large."""
    compare.energy(rng.normal(2.0, 1.0, size=7) * 1e5)


@task("energy", weak=True)
def test_silence(compare):
    """Silence has no energy."""
    compare.energy(np.zeros(4))
''',
    "signal_basics/wrong/centre__added.py": '''\
"""You added the mean instead of taking it away. Look at the sign."""


def centre(x):
    return x + x.mean()
''',
    "signal_basics/wrong/energy__mean.py": '''\
"""You averaged the squares instead of adding them. Look at what stands before the sum."""

import numpy as np


def energy(x):
    return float(np.mean(x * x))
''',
    "signal_basics/independent/loops.py": """\
import numpy as np


def centre(x):
    mean = sum(float(v) for v in x) / len(x)
    return np.array([v - mean for v in x.tolist()], dtype=x.dtype)


def energy(x):
    return sum(float(v) ** 2 for v in x)
""",
    "signal_basics/independent/products.py": """\
import numpy as np


def centre(x):
    n = len(x)
    return ((np.eye(n) - np.ones((n, n)) / n) @ x).astype(x.dtype)


def energy(x):
    return float(x.astype(np.float64) @ x)
""",
}


@dataclass
class Signals:
    """The files of the course, and the results of verifying it."""

    folder: Path
    assignment: str = "signal_basics"
    depth: Depth = DEPTH

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text
        self.write(name, text.replace(old, new))

    @property
    def course(self) -> Course:
        return load_course(self.folder)

    def proved(self) -> dict[str, CheckResult]:
        """All checks, by name."""
        course = self.course
        found = verify_assignment(
            course, course.assignment(self.assignment), 1, lambda *_: None, depth=self.depth
        )
        return {result.check: result for result in found.steps}

    def watched(
        self, part: Callable[[AnswerChecks, ObservationSession], None] = AnswerChecks.run
    ) -> dict[str, list[str]]:
        """Problems of the checks on right answers, by check."""
        course = self.course
        assignment = course.assignment(self.assignment)
        answers = independent_answers(assignment)
        found = AnswerChecks(assignment, answers, lambda *_: None, self.depth.right)
        with_observation_session(course, assignment, lambda session: part(found, session), torch=False)
        problems: dict[str, list[str]] = {}
        for result in found.results:
            problems.setdefault(result.check, []).extend(result.problems)
        return problems


@pytest.fixture
def signals(tmp_path: Path) -> Signals:
    course = Signals(tmp_path)
    for name, text in FILES.items():
        course.write(name, text)
    return course
