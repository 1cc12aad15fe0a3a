"""The cross entropy of K classes."""

from __future__ import annotations

import numpy as np
from support import NARROW, one_hot, rows

from grader.testing import assert_close, task


@task("cce", points=3, hint="Sum over the classes, mean over the samples.")
def test_one_hot_rows(compare, rng):
    """The result is the mean over samples of the loss of the true class."""
    compare.categorical_cross_entropy(one_hot(rng, 5, 3), rows(rng, 5, 3))


@task("cce", points=2, hint="Sum over the classes, mean over the samples.")
def test_more_classes_than_samples(compare, rng):
    """There may be more classes than samples."""
    compare.categorical_cross_entropy(one_hot(rng, 3, 7), rows(rng, 3, 7))


@task("cce", points=2, hint="Sum over the classes, mean over the samples.")
def test_many_samples(compare, rng):
    """The result is the mean over many samples."""
    compare.categorical_cross_entropy(
        one_hot(rng, 20, 5), (rng.multinomial(59, np.ones(5) / 5, size=20) + 1) / 64
    )
    compare.categorical_cross_entropy(one_hot(rng, 30, 4), rows(rng, 30, 4))


@task("cce", points=2, hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_classes(compare, rng):
    """In a square table, rows are samples and columns are classes."""
    for n in 2, 4, 5:
        compare.categorical_cross_entropy(one_hot(rng, n, n), rows(rng, n, n))


@task("cce", points=2, hint="The truth may be a distribution. Each class counts with its probability.")
def test_soft_truth(compare, rng):
    """The truth may be any distribution over the classes."""
    compare.categorical_cross_entropy(rows(rng, 6, 3), rows(rng, 6, 3))


@task("cce", hint="The truth may be a distribution. Each class counts with its probability.")
def test_soft_truth_of_many_classes(compare, rng):
    """The truth may be a distribution over many classes."""
    compare.categorical_cross_entropy(rows(rng, 4, 9), rows(rng, 4, 9))


@task("cce", hint="The truth may be a distribution. Each class counts with its probability.")
def test_soft_and_one_hot_truth(compare, rng):
    """Distributions and one-hot rows may stand together."""
    Y = np.vstack([one_hot(rng, 3, 4), rows(rng, 2, 4)])
    compare.categorical_cross_entropy(Y, rows(rng, 5, 4))


@task("cce", points=2, hint="0 times the logarithm of 0 is 0, and not NaN. Select the terms that count.")
def test_classes_that_are_excluded(compare, rng):
    """A class with probability 0 costs nothing if it is not the truth."""
    for n, k in (4, 3), (3, 5):
        P = rows(rng, n, k - 1)
        P = np.insert(P, 1, 0.0, axis=1)
        Y = np.insert(one_hot(rng, n, k - 1), 1, 0.0, axis=1)
        compare.categorical_cross_entropy(Y, P)


@task("cce", hint="0 times the logarithm of 0 is 0, and not NaN. Select the terms that count.")
def test_certain_and_right(compare, rng):
    """Predictions that are certain and right cost 0."""
    for n, k in (4, 3), (2, 6), (1, 1):
        Y = one_hot(rng, n, k)
        compare.categorical_cross_entropy(Y, Y.copy())
    Y, P = one_hot(rng, 5, 4), rows(rng, 5, 4)
    P[3] = Y[3]
    compare.categorical_cross_entropy(Y, P)


@task("cce", hint="0 times the logarithm of 0 is 0, and not NaN. Select the terms that count.")
def test_one_certain_row(compare, rng):
    """One certain row is enough to make 0 times infinity."""
    for n, k in (6, 2), (3, 4):
        Y, P = one_hot(rng, n, k), rows(rng, n, k)
        P[0] = Y[0]
        compare.categorical_cross_entropy(Y, P)


@task("cce", points=2, hint="A truth with probability 0 costs infinity. Clip nothing.")
def test_certain_and_wrong(compare, rng):
    """A true class with probability 0 makes the result infinite."""
    for n, k in (3, 4), (5, 2):
        Y, P = one_hot(rng, n, k), rows(rng, n, k)
        P[1] = np.roll(Y[1], 1)
        compare.categorical_cross_entropy(Y, P)
    compare.categorical_cross_entropy(np.array([[0.2, 0.8]]), np.array([[0.0, 1.0]]))


@task("cce", points=2, hint="Clip nothing, and add no small constant.")
def test_tiny_probabilities_of_the_truth(compare, rng):
    """A true class with probability 1e-200 costs 460: nothing is clipped."""
    for n, k in (4, 3), (2, 5):
        Y = one_hot(rng, n, k)
        P = np.where(
            Y == 1, 10.0 ** rng.uniform(-280.0, -20.0, size=(n, 1)), rng.uniform(0.1, 1.0, size=(n, k))
        )
        compare.categorical_cross_entropy(Y, P / P.sum(axis=1, keepdims=True))


@task("cce", hint="Clip nothing, and add no small constant.")
def test_one_tiny_probability(compare, rng):
    """One tiny probability counts as it is."""
    Y, P = one_hot(rng, 6, 4), rows(rng, 6, 4)
    P[2] = np.where(Y[2] == 1, 1e-60, 1 / 3)
    compare.categorical_cross_entropy(Y, P)


@task("cce", hint="Clip nothing, and add no small constant.")
def test_tiny_probabilities_of_a_soft_truth(compare, rng):
    """Tiny predictions count as they are for a soft truth, too."""
    P = rows(rng, 3, 4)
    P[:, 0] = 10.0 ** rng.uniform(-250.0, -40.0, size=3)
    compare.categorical_cross_entropy(rows(rng, 3, 4), P / P.sum(axis=1, keepdims=True))


@task("cce", hint="The cross entropy of a distribution with itself is its entropy, the smallest value.")
def test_smallest_for_the_truth_itself(compare, student, rng):
    """No other prediction has a smaller cross entropy than the truth itself."""
    Y = rows(rng, 5, 3)
    smallest = compare.categorical_cross_entropy(Y, Y.copy())
    for P in rows(rng, 5, 3), np.full((5, 3), 1 / 3):
        assert student.categorical_cross_entropy(Y, P) > smallest, (
            "The truth itself must have the smallest cross entropy; another prediction has a smaller one."
        )
    assert_close(
        student.categorical_cross_entropy(np.tile(Y, (2, 1)), np.tile(Y, (2, 1))),
        smallest,
        rtol=1e-9,
        what="Every sample twice must give the same mean; yours changes.",
    )


@task("cce", hint="Integers become float64. Keep nothing between calls, and do not write into the arguments.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """One-hot rows of any integer type and float32 are accepted. The same call gives the same answer."""
    Y, P = one_hot(rng, 4, 3), rows(rng, 4, 3)
    for dtype in NARROW:
        compare.categorical_cross_entropy(Y.astype(dtype), P)
        compare.categorical_cross_entropy(Y.astype(dtype), Y.astype(dtype))
    compare.categorical_cross_entropy(Y.astype(np.float32), P.astype(np.float32), rtol=1e-5, atol=1e-6)
    for case in (Y, P), (one_hot(rng, 2, 5), rows(rng, 2, 5)), (Y, P), (np.asfortranarray(Y), P[::1]):
        compare.categorical_cross_entropy(*case)
    compare.categorical_cross_entropy((1 + 1e-7) * rows(rng, 4, 3), (1 - 1e-7) * P)


@task("cce", weak=True, hint="Check shapes, numbers and the sum of each row first.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for rows that are no distribution, in Y or P, and for shapes that do not fit."""
    Y, P = np.eye(3)[[0, 2, 1, 1]], rows(rng, 4, 3)
    for place, amount in ((0, 1), 0.01), ((3, 2), -0.02), ((2, 0), np.nan), ((3, 1), 3.0), ((1, 1), 1e-5):
        wrong = P.copy()
        wrong[place] += amount
        compare.raises("ValueError", "categorical_cross_entropy", Y, wrong)
        compare.raises("ValueError", "categorical_cross_entropy", wrong, P)
    negative = P.copy()
    negative[3] = 0.5, 0.6, -0.1
    compare.raises("ValueError", "categorical_cross_entropy", Y, negative)
    compare.raises("ValueError", "categorical_cross_entropy", negative, P)
    compare.raises("ValueError", "categorical_cross_entropy", np.array([0, 2, 1, 1]), P)
    for bad in (P[:3], P[:1], P[:, :2], P[0], P[None], P.T):
        compare.raises("ValueError", "categorical_cross_entropy", Y, bad)
    compare.raises("ValueError", "categorical_cross_entropy", Y[:0], P[:0])
    compare.raises("ValueError", "categorical_cross_entropy", Y[0], P[0])
    square = rows(rng, 2, 2)
    compare.raises(
        "ValueError", "categorical_cross_entropy", square, square / square.sum(axis=0) * [1.0, 0.7]
    )
