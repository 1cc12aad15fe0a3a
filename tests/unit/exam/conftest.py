"""A course of its own for each test, with questions and exams written by the test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import Course, load_course
from grader.exam.question import Question
from grader.exam.question_bank import QuestionBank

SECRET = b"a secret of sixteen bytes or more"

VARIANCE = '''\
"""Samples $x = ({{ x }})$. What is $\\\\sigma^2$?"""
from grader.exam import mistake, part, reference

stats = reference("stats")


def draw(rng):
    return {"x": rng.choice(range(1, 60), size=4, replace=False)}


@part("$\\\\sigma^2 =$", decimals=3, points=2)
def variance(x):
    return stats.variance(x)


@mistake(of=variance, worth=0.25)
def divided_by_n_minus_1(x):
    """That is what comes out with n − 1."""
    return x.var(ddof=1)


@mistake(of=variance)
def not_centred(x):
    """That is the mean of the squares of ({{ x }})."""
    return (x**2).mean()


def proof(x):
    return {"variance": (x**2).mean() - x.mean() ** 2}
'''

CHAIN = '''\
"""Given $w = {{ w }}$ and $x = {{ x }}$: three steps."""
from grader.exam import mistake, part


def draw(rng):
    return {"w": round(float(rng.uniform(1.1, 2.9)), 2), "x": round(float(rng.uniform(1.1, 2.9)), 2)}


@part("$z =$", decimals=4)
def z(w, x):
    return w * x


@mistake(of=z, worth=0.25)
def added(w, x):
    """That is the sum."""
    return w + x


@part("$s =$", decimals=2, points=2)
def s(z):
    return z**2


@mistake(of=s)
def doubled(z):
    """That is twice z."""
    return 2 * z


@part("$t =$", decimals=2, follow=False)
def t(s):
    return s + 10


def proof(w, x):
    return {"z": w * x, "s": w * w * x * x, "t": (w * x) ** 2 + 10}
'''

CHOICE = '''\
"""With {{ n }} samples: which?"""
from grader.exam import mistake, part


def draw(rng):
    return {"n": int(rng.integers(10, 10_000))}


@part(choice=True, source="notes 1, line 2", fixed="one idea")
def which():
    return "the mean"


@mistake(of=which)
def median():
    """That is the middle one."""
    return "the  median"


@mistake(of=which, worth=0.5)
def mode():
    """That is the most frequent."""
    return "the mode"


@mistake(of=which)
def never(n):
    """That is only possible with few samples."""
    return "the range" if n < 5000 else None
'''

TABLE = '''\
"""Counts {{ a }} and {{ b }}."""
import numpy as np
from grader.exam import mistake, part


def draw(rng):
    return {"a": rng.integers(1, 90, size=2), "b": rng.integers(1, 90, size=2)}


@part("sums", integer=True, points=4, rows=["a", "b"], columns=["first", "last"])
def both(a, b):
    return np.array([a + 1, b + 2])


@mistake(of=both, worth=0.5)
def swapped(a, b):
    """That is the other row."""
    return np.array([b + 2, a + 1])


@part("total", integer=True)
def total(both):
    return both.sum()


def proof(a, b):
    return {"both": [[a[0] + 1, a[1] + 1], [b[0] + 2, b[1] + 2]], "total": int(sum(a)) + int(sum(b)) + 6}
'''

STATS = '''\
"""Statistics."""


def variance(x):
    """The variance."""
    return x.var()
'''

MakeCourse = Callable[..., Course]
Load = Callable[[str], Question]


@pytest.fixture
def make_course(tmp_path: Path) -> MakeCourse:
    """Write a course with these files; the names are relative to its root."""

    def make(**files: str) -> Course:
        standard = {
            "assignments/course.toml": 'title = "Small"\nrequired_isolation = 0\n',
            "assignments/.grader/secret": SECRET.decode(),
            "reference/stats.py": STATS,
            "questions/basics/class_variance.py": VARIANCE,
            "questions/basics/chain.py": CHAIN,
            "questions/ideas/which_one.py": CHOICE,
            "questions/tables/sums.py": TABLE,
        }
        for name, text in (standard | files).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return load_course(tmp_path / "assignments")

    return make


@pytest.fixture
def course(make_course: MakeCourse) -> Course:
    return make_course()


@pytest.fixture
def bank(course: Course) -> QuestionBank:
    return QuestionBank(course)


@pytest.fixture
def load(make_course: MakeCourse) -> Load:
    """Load a question from its text."""

    def loaded(text: str) -> Question:
        return QuestionBank(make_course(**{"questions/own/tried.py": text})).question("tried")

    return loaded
