"""Everything that tests import has an example in its docstring, and every example runs."""

from __future__ import annotations

import doctest
import importlib.util
import inspect
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import grader.testing
from grader.course.author_module import module_from_text
from grader.course.training_level import TrainingLevel
from grader.testing import Compare, Files, Given, Reference, Student, Training
from grader.testing.equality import DEFAULT
from grader.testing.local_subject import LocalSubject
from grader.testing.object_pair import Ways

MODULE = """\
import numpy as np


class Value:
    def __init__(self, data):
        self.data = data

    def __add__(self, other):
        return Value(self.data + other.data)


def softmax(x):
    if np.ndim(x) != 2:
        raise ValueError("x must have the shape (rows, columns)")
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def square(x):
    return x * x


def fit_slope(x, y):
    return (x @ y) / (x @ x)


def compose(f, x):
    return f(f(x))


def derivative(f, x):
    return (f(x + 1e-4) - f(x - 1e-4)) / 2e-4


def apply(model, x):
    return model(x)


def dropout(x, p, rng):
    return x * (rng.random(x.shape) >= p) / (1 - p)


def add_noise(x, scale, rng):
    return x + rng.normal(0.0, scale, size=x.shape)


def init_weights(bound, rng):
    return rng.uniform(-bound, bound, size=(4, 3))


def waiting_time(rng):
    return rng.exponential()


def heads(rng):
    return int(rng.integers(2) + rng.integers(2))


def roll(rng):
    return int(rng.integers(1, 7))


def shuffled(n, rng):
    return rng.permutation(n)


def keep(x, p, generator):
    import torch

    return x * (torch.rand(x.shape, generator=generator) >= p)


def save(weights, path):
    with open(getattr(path, "local", path), "wb") as file:
        np.save(file, weights)


def load(path):
    with open(getattr(path, "local", path), "rb") as file:
        return np.load(file)
"""
GIVEN = "def scale(factor):\n    return lambda x: factor * x\n"


class OutputChecker(doctest.OutputChecker):
    """Compares output only where an example shows it."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        return not want or super().check_output(want, got, optionflags)


def examples_of(name: str) -> str:
    """The section ``Examples`` of an exported name's docstring."""
    doc = inspect.getdoc(getattr(grader.testing, name)) or ""
    _, found, section = doc.partition("Examples\n--------\n")
    return re.split(r"\n\n\w[\w ]*\n-+\n", section)[0] if found else ""


@pytest.fixture
def names(monkeypatch) -> Iterator[dict[str, Any]]:
    """What an author's test has: the exported names, numpy and the fixtures, on a module that is right."""
    monkeypatch.setattr(pytest.mark, "_config", None)  # the mark is known in sessions of hidden tests only
    module = module_from_text("work", MODULE, "work.py")
    given = module_from_text("make", GIVEN, "make.py")
    subject, reference = LocalSubject(module, given), Reference(module)
    level = TrainingLevel(
        id="line", least=-0.1, runs=200, lowest=-1e-9, median=0.0, spread=1e-9, false_fail=0.0
    )
    files = Files(subject, ("model.npy",))
    yield {name: getattr(grader.testing, name) for name in grader.testing.__all__} | {
        "np": np, "rng": np.random.default_rng(7), "subject": subject, "student": Student(subject),
        "reference": reference, "compare": Compare(subject, reference, lambda _: DEFAULT, given),
        "given": Given(subject, given, Ways(tolerance=DEFAULT, remote=False)), "files": files,
        "training": Training(subject, {"line": level}, seed=7),
        "x": np.random.default_rng(8).normal(size=(3, 5)),
    }  # fmt: skip
    files.close()


@pytest.mark.parametrize("name", grader.testing.__all__)
def test_an_exported_name_has_an_example_that_runs(name, names):
    text = examples_of(name)
    assert text.count(">>> ") + text.count("... ") in range(1, 6), f"grader.testing.{name} needs an example"
    if "torch." in text and importlib.util.find_spec("torch") is None:
        pytest.skip("the example needs torch")
    test = doctest.DocTestParser().get_doctest(text, names, name, None, None)
    report: list[str] = []
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    doctest.DocTestRunner(OutputChecker(), optionflags=flags).run(test, out=report.append)
    assert "".join(report) == ""


def test_an_example_that_fails_is_noticed(names):
    test = doctest.DocTestParser().get_doctest(">>> student.softmax(x[0])\n", names, "softmax", None, None)
    report: list[str] = []
    doctest.DocTestRunner(OutputChecker()).run(test, out=report.append)
    assert "ValueError" in "".join(report)
