"""The empirical risk of a model."""

from __future__ import annotations

import numpy as np
from support import NARROW, line, lopsided, plane

from grader.testing import assert_close, callback, shaped, task


def samples(rng, n):
    """Inputs, and a truth that is above the line 2 x as often as below."""
    x = rng.normal(size=n)
    return x, 2 * x + rng.uniform(0.3, 2.0, size=n) * rng.permutation(np.resize([1.0, -1.0], n))


@task("empirical", points=3, hint="The mean of the losses of all predictions.")
def test_a_line(compare, rng):
    """The result is the mean of the losses of the predictions f(X)."""
    compare.empirical_risk(lopsided(), line(2.0), *samples(rng, 5))


@task("empirical", points=2, hint="Call loss(y, f(X)): the truth comes first.")
def test_a_lopsided_loss(compare, rng):
    """The loss gets the truth first and the prediction second."""
    compare.empirical_risk(lopsided(7.0), line(1.5, 0.3), *samples(rng, 8))
    compare.empirical_risk(lopsided(0.1), line(-1.0, 0.2), *samples(rng, 3))


@task("empirical", points=2, hint="The mean of the losses of all predictions.")
def test_many_samples(compare, rng):
    """The result is the mean over many samples."""
    compare.empirical_risk(lopsided(), line(0.5, 1.0), *samples(rng, 60))


@task("empirical", points=2, hint="f gets all samples at once, and returns one prediction for each.")
def test_samples_in_rows(compare, rng):
    """Samples may have several features. f gets the whole table."""
    for n, d in (6, 3), (4, 4), (3, 7):
        compare.empirical_risk(
            lopsided(), plane(rng.normal(size=d), 0.5), rng.normal(size=(n, d)), rng.normal(size=n)
        )


@task("empirical", hint="Use the loss that you are given.")
def test_labels_and_a_table_of_costs(compare, rng):
    """The loss may be any table of costs of labels."""
    costs = rng.uniform(1.0, 9.0, size=(4, 4))
    cost = callback(lambda y, y_hat: costs[y.astype(int), y_hat.astype(int)], like=(shaped("n"), shaped("n")))
    shifted = callback(lambda x: (x + 1) % 4, like=(shaped("n"),))
    for n in 7, 12:
        compare.empirical_risk(cost, shifted, rng.integers(0, 4, size=n), rng.integers(0, 4, size=n))


@task("empirical", hint="Use the loss that you are given, and do not change what it returns.")
def test_infinite_and_negative_losses(compare, rng):
    """A loss may be infinite or negative."""
    harsh = callback(
        lambda y, y_hat: np.where(np.abs(y - y_hat) > 1, np.inf, y - y_hat), like=(shaped("n"), shaped("n"))
    )
    x = rng.normal(size=6)
    compare.empirical_risk(harsh, line(1.0), x, x + rng.uniform(-0.9, -0.1, size=6))
    compare.empirical_risk(harsh, line(1.0), x, x + np.array([0.1, 0.5, 3.0, 0.2, 0.4, 0.3]))


@task("empirical", hint="One sample has the mean loss of itself.")
def test_one_sample(compare, rng):
    """One sample is enough, with one feature and with several."""
    compare.empirical_risk(lopsided(), line(3.0), np.array([2.0]), np.array([7.5]))
    compare.empirical_risk(lopsided(), plane(rng.normal(size=3)), rng.normal(size=(1, 3)), np.array([0.5]))


@task("empirical", hint="The mean of all losses is the weighted mean of the means of two parts.")
def test_parts_add_up(compare, student, rng):
    """The risk of all samples is the weighted mean of the risks of two parts."""
    x, y = samples(rng, 9)
    loss, f = lopsided(), line(2.0, 0.1)
    whole = compare.empirical_risk(loss, f, x, y)
    parts = 4 * student.empirical_risk(loss, f, x[:4], y[:4]) + 5 * student.empirical_risk(
        loss, f, x[4:], y[4:]
    )
    assert_close(
        parts / 9,
        whole,
        rtol=1e-9,
        what="The risk must be the weighted mean of the risks of two parts; yours is not.",
    )


@task("empirical", hint="Pass X and y on as they are. f and loss may need whole numbers.")
def test_large_whole_numbers_are_passed_on(compare, rng):
    """Samples and truth keep their type. Neighbours above 2**53 are different numbers."""
    last = callback(lambda x: x % 8, like=(shaped("n"),))
    gap = callback(lambda y, y_hat: y % 8 + 0.5 * y_hat, like=(shaped("n"), shaped("n")))
    for n in 7, 10:
        x, y = 2**53 + 1 + 2 * rng.integers(0, 1000, size=(2, n))
        compare.empirical_risk(gap, last, x, y)


@task("empirical", hint="Keep nothing between calls, and do not write into the arguments.")
def test_dtypes_and_repeated_calls(compare, rng):
    """Labels of any integer type and float32 are accepted. The same call gives the same answer."""
    for dtype in NARROW:
        x, y = np.arange(6).astype(dtype), rng.integers(0, 9, size=6).astype(dtype)
        compare.empirical_risk(lopsided(), callback(lambda x: 1.5 * x, like=(shaped("n"),)), x, y)
    x, y = samples(rng, 5)
    single = x.astype(np.float32), y.astype(np.float32)
    compare.empirical_risk(lopsided(), line(2.0), *single, rtol=1e-4, atol=1e-5)
    first, other = (x, y), samples(rng, 7)
    for case in first, other, first, (x[::-2], y[::-2]):
        compare.empirical_risk(lopsided(2.0), line(1.1), *case)


@task("empirical", weak=True, hint="Check the shapes first: y has one entry for each row of X.")
def test_bad_shapes_are_refused(compare, rng):
    """ValueError is raised if y does not have one axis and one entry for each row of X, or is empty."""
    x, y = samples(rng, 4)
    for bad in (x, y[:3]), (x[:1], y), (x, y[:, None]), (x[:0], y[:0]), (x, y[:1]):
        compare.raises("ValueError", "empirical_risk", lopsided(), line(2.0), *bad)
    X = rng.normal(size=(4, 2))
    for bad in (X, y[:2]), (X[:0], y[:0]), (X.T, y), (X, X):
        compare.raises("ValueError", "empirical_risk", lopsided(), plane(np.ones(2)), *bad)
