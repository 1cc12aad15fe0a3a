"""The degree with the least cross-validated error."""

from __future__ import annotations

import numpy as np
from support import NARROW, folds

from grader.testing import task


def curve(rng, n, degree, noise):
    """Numbers, and labels on a polynomial with noise."""
    x = rng.uniform(-2, 2, size=n)
    weights = rng.uniform(0.5, 2.0, size=degree + 1) * rng.choice([-1.0, 1.0], size=degree + 1)
    return x, np.polynomial.polynomial.polyval(x, weights) + noise * rng.normal(size=n)


@task("degree", points=3, hint="Fit each degree to the other folds, and average its errors on the fold.")
def test_the_right_degree(compare, rng):
    """The degree of the polynomial behind the labels is found, with little noise."""
    for degree in 0, 1, 2, 3, 4:
        compare.select_degree(*curve(rng, 24, degree, 0.05), range(6), folds(rng, 24, [8, 8, 8]))


@task(
    "degree", points=2, hint="The error on the training samples always falls with the degree. Use the others."
)
def test_too_many_degrees(compare, rng):
    """With much noise and few samples a high degree fits the noise. The folds show it."""
    for _ in range(4):
        compare.select_degree(*curve(rng, 12, 1, 1.0), range(8), folds(rng, 12, [3, 3, 3, 3]))
        compare.select_degree(*curve(rng, 15, 2, 0.8), range(7), folds(rng, 15, [5, 5, 5]))


@task("degree", points=2, hint="Of equally good degrees the smallest counts, whatever the order of the list.")
def test_equally_good_degrees(compare, rng):
    """Labels that are all 0 are fitted without error by each degree: the smallest is the simplest."""
    for n, degrees in (9, [3, 1, 2]), (8, [2, 0]), (12, [4, 2, 3, 5]):
        x = rng.uniform(-2, 2, size=n)
        compare.select_degree(x, np.zeros(n), degrees, folds(rng, n, [n // 2, n - n // 2]))


@task("degree", points=1, hint="Choose among the degrees of the list only.")
def test_lists_with_gaps(compare, rng):
    """Degrees may be in any order and with gaps."""
    for degrees in [5, 1, 3], [0, 4], [2], (6, 5, 4, 2):
        compare.select_degree(*curve(rng, 30, 2, 0.3), degrees, folds(rng, 30, [10, 10, 10]))
        compare.select_degree(*curve(rng, 30, 3, 0.3), degrees, folds(rng, 30, [15, 10, 5]))


@task("degree", points=1, hint="Each fold counts the same, whatever its size.")
def test_unequal_folds(compare, rng):
    """Folds may have different sizes, and one may be small."""
    for _ in range(6):
        compare.select_degree(*curve(rng, 16, 2, 1.0), range(6), folds(rng, 16, [2, 6, 8]))
        compare.select_degree(*curve(rng, 14, 3, 1.5), range(6), folds(rng, 14, [1, 5, 8]))


@task("degree", points=1, hint="Convert integers to float64 before any arithmetic.")
def test_kinds_of_numbers(compare, rng):
    """Numbers and labels may be integers of any width, or float32."""
    x, y = (part.astype(np.float32) for part in curve(rng, 24, 2, 0.3))
    compare.select_degree(x, y, [0, 1, 2], folds(rng, 24, [8, 8, 8]))
    for dtype in NARROW:
        x = rng.permutation(np.arange(24)).astype(dtype)
        y = (x.astype(int) ** 2 // 8 + rng.integers(0, 3, size=24)).astype(dtype)
        compare.select_degree(x, y, [0, 1, 2, 3], folds(rng, 24, [8, 8, 8]))


def means_that_disagree(rng):
    """Samples and folds for which the mean over the folds asks for one degree, that over all samples for another."""
    while True:
        x, y = curve(rng, 15, 2, 1.0)
        parts = folds(rng, 15, [1, 6, 8])
        errors = np.array([list(held_out_errors(x, y, degree, parts)) for degree in range(5)])
        means = errors.mean(axis=1), errors @ [1, 6, 8]
        first, other = (mean.argmin() for mean in means)
        if all(mean[rival] > 1.05 * mean.min() for mean, rival in zip(means, (other, first), strict=True)):
            return x, y, range(5), parts


def held_out_errors(x, y, degree, parts):
    """The mean squared error on each fold."""
    powers = np.vander(x, degree + 1)
    for part in parts:
        rest = np.setdiff1d(np.arange(len(x)), part)
        weights = np.linalg.lstsq(powers[rest], y[rest], rcond=None)[0]
        yield np.square(powers[part] @ weights - y[part]).mean()


@task("degree", points=1, hint="Take the mean of each fold first, and then the mean over the folds.")
def test_a_small_fold_decides(compare, rng):
    """Each fold counts the same: a fold of one sample decides here."""
    for _ in range(3):
        compare.select_degree(*means_that_disagree(rng))


@task("degree", points=1, hint="Use np.linalg.lstsq instead of the normal equations.")
def test_small_numbers(compare, rng):
    """Numbers may be small, so that their powers differ by many powers of ten."""
    for degree in 2, 3:
        x, y = curve(rng, 24, degree, 0.05)
        compare.select_degree(x * 1e-4, y, range(5), folds(rng, 24, [8, 8, 8]))
