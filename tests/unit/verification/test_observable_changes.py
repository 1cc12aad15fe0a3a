"""A change of sizes, ranges or types counts where some call shows it, and a hidden test must then fail it."""

from __future__ import annotations

import pytest

from grader.verification.equivalent_mutants import ADVICE
from grader.verification.near_right_answers import NEAR_RIGHT_OPERATORS
from grader.verification.numeric_mutations import NUMERIC_OPERATORS
from grader.verification.observable_changes import ObservableChangeSearch
from grader.verification.observed_runs import with_observation_session

REFERENCE = '''\
import numpy as np


def centre(x):
    """The mean is taken away."""
    return x - x.sum() / len(x)


def energy(x, W, steps):
    """The squares of x W^steps, for x of shape (n, d) and W of shape (d, d)."""
    if (x < 0).any():
        raise ValueError("x must not be negative")
    for _ in range(steps):
        x = _real(x) @ W
    return np.sqrt(np.sum(x * x, axis=0))


def _real(x):
    x = np.asarray(x)
    return x if x.dtype.kind == "f" else x.astype(np.float64)
'''
HIDDEN = '''\
import numpy as np

from grader.testing import task


@task("energy")
def test_different_sizes(compare, rng):
    """Sizes are told apart."""
    for n, d, steps in (3, 5, 2), (7, 2, 4), (4, 3, 7):
        compare.energy(rng.uniform(size=(n, d)), rng.normal(size=(d, d)), steps)


@task("energy")
def test_refused(compare):
    """What is negative is refused."""
    compare.raises("ValueError", "energy", -np.ones((3, 2)), np.eye(2), 2)
'''
MORE = '''

@task("energy")
def test_equal_sizes(compare, rng):
    """Sizes may coincide."""
    for n in 3, 4:
        compare.energy(rng.uniform(size=(n, n)), rng.normal(size=(n, n)), n)


@task("energy")
def test_large_numbers_and_many_steps(compare, rng):
    """Numbers may be large, small or 0, and steps many."""
    for scale in 1e5, 1e-7, 0.0:
        compare.energy(scale * rng.uniform(size=(3, 2)), rng.normal(size=(2, 2)), 3)
    for n, d in (3, 2), (41, 3), (3, 41):
        compare.energy(rng.uniform(size=(n, d)), np.linalg.qr(rng.normal(size=(d, d)))[0], 41)


@task("energy")
def test_narrow_integers(compare, rng):
    """Products of narrow integers do not overflow."""
    for dtype in np.int8, np.uint8, np.int16:
        W = rng.integers(-3, 4, size=(2, 2)).astype(np.int8)
        compare.energy(rng.integers(100, 120, size=(3, 2)).astype(dtype), W, 2)


@task("energy")
def test_refused_at_any_place(compare):
    """One negative entry is enough."""
    compare.raises("ValueError", "energy", np.array([[1.0, 2.0], [1.0, -2.0]]), np.eye(2), 2)
'''
PUBLIC = '''\
import numpy as np

from grader.testing import assert_close, task


@task("centre")
def test_centre_by_hand(student):
    """1 and 3 lie 1 from their mean."""
    assert_close(student.centre(np.array([1.0, 3.0])), np.array([-1.0, 1.0]))
'''


@pytest.fixture
def matrices(signals):
    """The course of signals, with a second task whose arguments have sizes that may coincide."""
    signals.write("reference/signal_basics.py", REFERENCE)
    signals.write("signal_basics/hidden/test_energy.py", HIDDEN)
    signals.write("signal_basics/public/test_public.py", PUBLIC)
    return signals


def searched(signals) -> ObservableChangeSearch:
    course = signals.course
    assignment = course.assignment("signal_basics")
    found = ObservableChangeSearch(assignment, lambda *_: None)

    def run(session):
        found.run(
            session,
            session.observe(signals.read("reference/signal_basics.py"), salt="", keep=True).recorded_calls,
        )
        return found

    return with_observation_session(course, assignment, run, torch=False)


def test_every_change_has_a_word_for_its_author():
    assert set(ADVICE) == {*NUMERIC_OPERATORS, *NEAR_RIGHT_OPERATORS}


def test_what_no_call_shows_is_left_out(matrices):
    found = searched(matrices)
    observable = {(n.mutant.function, n.mutant.operator, n.mutant.after) for n in found.observable}
    assert ("energy", "transposed", "x.swapaxes(0, 1) where these axes are equally long") in observable
    assert ("energy", "first_only", "refused only if x[0] is wrong") in observable
    changes = {(m.function, m.operator) for m in found.changes}
    for idle in (
        ("centre", "tiny"),
        ("centre", "floor_result"),
    ):  # a count is not tiny; 1e-12 is within the tolerance
        assert idle in changes
        assert idle not in {(function, operator) for function, operator, _ in observable}


def test_the_call_that_shows_a_change_is_named(matrices):
    origins = {(n.mutant.operator, n.mutant.before): n.call.origin for n in searched(matrices).observable}
    square = origins["transposed", "x"]
    assert square.startswith(
        "hidden/test_energy.py::test_different_sizes, axis 0 of x as long as axis 1 of x"
    )
    assert (
        origins["first_only", "x"] == "hidden/test_energy.py::test_refused, first row of x behind legal ones"
    )


def test_survivors_say_what_no_test_draws_until_a_test_does(matrices):
    problems = matrices.proved()["mutants"].problems
    (square,) = [p for p in problems if "energy, transposed:" in p and "- x\n" in p]
    assert square.startswith(
        "survivor: reference/signal_basics.py, energy, transposed:\n"
        "- x\n"
        "+ x.swapaxes(0, 1) where these axes are equally long\n"
        "No hidden test calls energy with these axes of x equally long: an answer that transposes it there passes. "
        "Add such a case. It differs from the reference here: hidden/test_energy.py::test_different_sizes, "
    )
    operators = {p.split(":", 2)[1].rsplit(" ", 1)[-1] for p in problems if p.startswith("survivor")}
    assert {"transposed", "coincidence", "truncate", "narrow", "first_only", "tiny"} <= operators
    matrices.write("signal_basics/hidden/test_energy.py", HIDDEN + MORE)
    assert matrices.proved()["mutants"].problems == ()
