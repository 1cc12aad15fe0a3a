"""The weighted harmonic mean of precision and recall."""

from __future__ import annotations

import numpy as np
from support import labelled, outside, unpaired

from grader.testing import task


@task("f_beta", points=2, hint="With a large beta, F is close to recall. Is yours?")
def test_recall_counts_more(compare, rng):
    """With beta above 1, recall counts more than precision."""
    compare.f_beta(*labelled(rng, [[4, 22], [1, 17]], [[7, 26], [4, 21]]), 2.0)


@task("f_beta", points=2, hint="With a small beta, F is close to precision. Is yours?")
def test_precision_counts_more(compare, rng):
    """With beta below 1, precision counts more than recall."""
    table = np.stack(labelled(rng, [[40, 2], [25, 18]], [[50, 6], [35, 24]]), axis=1)
    compare.f_beta(table[:, 0], table[:, 1], beta=0.5)


@task("f_beta", points=2, hint="Compare your formula with that of the statement, factor by factor.")
def test_any_positive_beta(compare, rng):
    """beta may be any positive number, also an integer. Labels may have 8 bits."""
    y, y_hat = labelled(rng, [[140, 260], [200, 150]], [[145, 270], [220, 180]], np.int8)
    compare.f_beta(y, y_hat, float(rng.uniform(1.2, 1.7)))
    compare.f_beta(y[:-9], y_hat[:-9], 3)


@task("f_beta", points=1, hint="Compare your formula with that of the statement, factor by factor.")
def test_weights_far_from_1(compare, rng):
    """beta may be very small or very large."""
    y, y_hat = labelled(rng, [[280, 320], [160, 380]], [[300, 350], [175, 420]], np.uint8)
    compare.f_beta(y, y_hat, float(rng.uniform(0.1, 0.3)))
    compare.f_beta(y[:-30], y_hat[:-30], float(rng.uniform(6.0, 9.0)))


@task("f_beta", points=2, hint="Add no small constant to a denominator. Check whether it is 0 first.")
def test_one_true_positive(compare, rng):
    """With one true positive, the result is exact."""
    for fp, fn, beta in (0, 0, 2.0), (1, 0, 0.5), (430, 290, 3), (2, 700, 1.5):
        compare.f_beta(*labelled(rng, [[rng.integers(20, 40), fp], [fn, 1]]), beta)


@task("f_beta", points=1, hint="What is the formula for beta = 1?")
def test_beta_of_1(compare, rng):
    """With beta = 1, the result is the F1 score."""
    compare.f_beta(*labelled(rng, [[3, 1], [6, 9]], [[5, 3], [8, 12]]), 1.0)


@task("f_beta", points=1, hint="0/0 is 0 here: not NaN, not 1, and no exception.")
def test_no_true_positive(compare, rng):
    """The result is 0 if there is no true positive."""
    compare.f_beta(*labelled(rng, [[1, 17], [8, 5]], [[3, 20], [10, 7]]), 1.5)
    for fp, fn in ((3, 4), (0, 5), (6, 0), (0, 0)):
        compare.f_beta(*labelled(rng, [[rng.integers(4, 9), fp], [fn, 0]]), 1.5)


@task("f_beta", weak=True, hint="Check the arguments before you count.")
def test_beta_must_be_positive(compare):
    """ValueError is raised if beta is 0 or negative."""
    y, y_hat = np.array([0, 1, 1, 0]), np.array([0, 1, 0, 1])
    compare.raises("ValueError", "f_beta", y, y_hat, 0.0)
    compare.raises("ValueError", "f_beta", y, y_hat, -2.0)


@task("f_beta", weak=True, hint="Check the arguments before you count.")
def test_arrays_that_cannot_be_compared_are_refused(compare):
    """ValueError is raised if y and y_hat do not fit, are empty, or have a label other than 0 and 1."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "f_beta", y, y_hat, 2.0)
    for y, y_hat in outside(2):
        compare.raises("ValueError", "f_beta", y, y_hat, 2.0)
