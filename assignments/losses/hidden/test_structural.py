"""The structural risk of a model."""

from __future__ import annotations

import numpy as np
from support import NARROW, line, lopsided, narrow, plane

from grader.testing import assert_close, task


def problem(rng, n, d):
    """A loss, a model with d weights, samples and their truth, and the weights."""
    w = rng.normal(size=d) + np.resize([1.0, -1.0], d)
    return lopsided(), plane(w, 0.3), rng.normal(size=(n, d)), rng.normal(size=n), w


@task(
    "structural",
    points=3,
    hint="Mean loss plus lam times J(w): the sum of |w| for l1, half the sum of w² for l2.",
)
def test_both_penalties(compare, rng):
    """The result is the mean loss plus lam times the penalty."""
    compare.structural_risk(*problem(rng, 5, 3), 0.7, "l1")
    compare.structural_risk(*problem(rng, 5, 3), 0.7, "l2")


@task("structural", points=2, hint="l1 is the sum of the absolute values.")
def test_absolute_values(compare, rng):
    """The penalty l1 is the sum of the absolute values of the weights."""
    compare.structural_risk(*problem(rng, 8, 4), 2.5, "l1")
    compare.structural_risk(*problem(rng, 3, 5), 0.4, "l1")


@task("structural", points=2, hint="l2 is half the sum of the squares.")
def test_squares(compare, rng):
    """The penalty l2 is half the sum of the squared weights."""
    compare.structural_risk(*problem(rng, 7, 2), 1.5, "l2")
    compare.structural_risk(*problem(rng, 2, 6), 0.3, "l2")


@task("structural", points=2, hint="Only the losses are divided by n.")
def test_many_samples_with_absolute_values(compare, rng):
    """The penalty does not become smaller with more samples."""
    compare.structural_risk(*problem(rng, 60, 3), 1.1, "l1")


@task("structural", points=2, hint="Only the losses are divided by n.")
def test_many_samples_with_squares(compare, rng):
    """The penalty does not become smaller with more samples."""
    compare.structural_risk(*problem(rng, 50, 4), 1.1, "l2")


@task("structural", hint="Call loss(y, f(X)): the truth comes first.")
def test_one_number_per_sample(compare, rng):
    """Samples may be single numbers, and w may have one entry."""
    for n, penalty in (4, "l1"), (6, "l2"), (9, "l2"), (3, "l1"):
        x, y = rng.normal(size=n), rng.normal(size=n)
        compare.structural_risk(lopsided(5.0), line(1.5), x, y, np.array([1.5]), 0.2, penalty)


@task("structural", hint="Sum over all entries of w, whatever its shape is.")
def test_tables_of_weights(compare, rng):
    """Weights may be a table, or an array with three axes."""
    for shape, penalty in ((2, 3), "l1"), ((3, 2), "l2"), ((2, 1, 4), "l1"), ((3, 3), "l2"), ((3, 3), "l1"):
        x, y = rng.normal(size=5), rng.normal(size=5)
        compare.structural_risk(lopsided(), line(1.5), x, y, rng.normal(size=shape), 0.6, penalty)


@task("structural", hint="With lam = 0 only the mean loss remains.")
def test_no_penalty(compare, rng):
    """With lam = 0, or with weights of 0, the result is the mean loss."""
    for penalty in "l1", "l2":
        compare.structural_risk(*problem(rng, 4, 3), 0.0, penalty)
        compare.structural_risk(*problem(rng, 4, 3)[:4], np.zeros(3), 2.0, penalty)
        compare.structural_risk(*problem(rng, 1, 2), 2, penalty)


@task("structural", hint="The penalty grows in proportion to lam.")
def test_the_penalty_is_proportional(compare, student, rng):
    """The penalty grows in proportion to lam, and with the power of the weights."""
    loss, f, X, y, w = problem(rng, 6, 3)
    for penalty, growth in ("l1", 2.0), ("l2", 4.0):
        start = compare.structural_risk(loss, f, X, y, w, 0.0, penalty)
        once = student.structural_risk(loss, f, X, y, w, 0.3, penalty) - start
        assert_close(
            student.structural_risk(loss, f, X, y, w, 0.9, penalty) - start,
            3 * once,
            rtol=1e-9,
            what="The penalty must be proportional to lam; yours is not.",
        )
        assert_close(
            student.structural_risk(loss, f, X, y, 2 * w, 0.3, penalty) - start,
            growth * once,
            rtol=1e-9,
            what="Twice the weights must double l1 and quadruple l2; yours do not.",
        )


@task("structural", hint="Convert integers to float64 first: |-128| and 100² do not fit into int8.")
def test_narrow_integers(compare, rng):
    """Weights may be integers of any width, and so may lam."""
    for dtype in NARROW:
        w, x, y = narrow(rng, dtype, 9), rng.normal(size=4), rng.normal(size=4)
        for penalty in "l1", "l2":
            compare.structural_risk(lopsided(), line(1.0), x, y, w, dtype(100), penalty)


@task("structural", hint="Keep nothing between calls, and do not write into the arguments.")
def test_dtypes_and_repeated_calls(compare, rng):
    """float32 is accepted. The same call gives the same answer."""
    first, other = problem(rng, 5, 2), problem(rng, 3, 4)
    for case in first, other, first:
        for penalty in "l2", "l1":
            compare.structural_risk(*case, 0.8, penalty)
    loss, f, X, y, w = first
    single = X.astype(np.float32), y.astype(np.float32), w.astype(np.float32)
    compare.structural_risk(loss, f, *single, 0.8, "l2", rtol=1e-4, atol=1e-5)


@task("structural", hint="Huge and tiny weights count as they are.")
def test_huge_and_tiny_weights(compare, rng):
    """Weights may be huge or tiny."""
    loss, f, X, y, w = problem(rng, 4, 3)
    for unit, lam in (1e25, 1e-24), (1e-25, 1e26):
        compare.structural_risk(loss, f, X, y, unit * w, lam, "l1")
        compare.structural_risk(loss, f, X, y, unit * w, lam**2, "l2")


@task("structural", weak=True, hint="Check lam, the penalty and the shapes first.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for a bad lam, for an unknown penalty, and for shapes that do not fit."""
    loss, f, X, y, w = problem(rng, 4, 2)
    for lam in -0.1, np.nan, np.inf, -1:
        compare.raises("ValueError", "structural_risk", loss, f, X, y, w, lam, "l1")
    for penalty in "l0", "L2", "", "l12", "l":
        compare.raises("ValueError", "structural_risk", loss, f, X, y, w, 0.1, penalty)
    for bad in (X, y[:3]), (X[:0], y[:0]), (X, y[:, None]), (X.T, y):
        compare.raises("ValueError", "structural_risk", loss, f, *bad, w, 0.1, "l2")
