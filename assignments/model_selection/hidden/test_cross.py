"""Cross-validation."""

from __future__ import annotations

import numpy as np
from support import folds, in_order, least_squares, table

from grader.testing import callback, shaped, task


@task("cross", points=3, hint="Fit to all samples outside of the fold, and score both parts.")
def test_means_of_both_scores(compare, rng):
    """A model is fitted for each fold to the other samples. Both scores are averaged over the folds."""
    fit, score = least_squares()
    for n, d, sizes in (12, 2, [4, 4, 4]), (9, 1, [5, 4]), (20, 3, [5, 5, 5, 5]):
        compare.cross_validate(fit, score, *table(rng, n, d), folds(rng, n, sizes))


@task("cross", points=2, hint="Each fold counts the same, whatever its size.")
def test_unequal_folds(compare, rng):
    """The mean is over folds. It is not weighted by their sizes."""
    fit, score = least_squares()
    for n, d, sizes in (13, 2, [7, 3, 3]), (10, 1, [1, 9 - 2, 2]), (11, 2, [2, 3, 6]):
        compare.cross_validate(fit, score, *table(rng, n, d), folds(rng, n, sizes))


@task("cross", points=3, hint="fit must not see the samples of the fold.")
def test_a_fit_that_sees_the_validation_samples_is_noticed(compare, rng):
    """The model must know nothing of the samples of the fold: one that remembers all it sees is noticed."""
    rows, labels = shaped("n", "d"), shaped("n")
    fit = callback(lambda _, y: np.array([np.max(y), np.min(y), len(y)]), like=(rows, labels))
    score = callback(
        lambda model, _, y: float(np.sum(model) + 10 * np.mean(y)), like=(shaped(3), rows, labels)
    )
    for n, sizes in (8, [2, 2, 2, 2]), (9, [3, 3, 3]), (7, [4, 3]):
        X, _ = table(rng, n, 2)
        compare.cross_validate(fit, score, X, np.arange(n) ** 2.0 * rng.uniform(1, 2), folds(rng, n, sizes))


@task("cross", points=2, hint="Change nothing about the samples before you give them to fit.")
def test_samples_are_passed_on_as_they_are(compare, rng):
    """Samples are not scaled and not shuffled: those outside of the fold keep the order of the table."""
    fit, score = in_order()
    for n, d, sizes in (9, 2, [3, 3, 3]), (8, 1, [3, 5]), (12, 3, [2, 4, 6]):
        compare.cross_validate(fit, score, *table(rng, n, d), folds(rng, n, sizes))


@task("cross", points=1, hint="A fold may hold any samples, in any order.")
def test_one_sample_in_each_fold(compare, rng):
    """Each fold may hold one sample. There may be as many samples as features."""
    fit, score = in_order()
    for n in 3, 4, 6:
        compare.cross_validate(fit, score, *table(rng, n, n), folds(rng, n, [1] * n))
    fit, score = least_squares()
    compare.cross_validate(fit, score, *table(rng, 40, 2), folds(rng, 40, [1] * 40))


@task("cross", points=1, hint="Pass X and y on with the types that they have.")
def test_kinds_of_numbers(compare, rng):
    """Labels may be integers, also large ones that float64 cannot hold."""
    rows, labels = shaped("n", "d"), shaped("n")
    fit = callback(lambda X, y: np.array([int(y[0] % 8), int(X[-1, 0] % 8)]), like=(rows, labels))
    score = callback(lambda model, _, y: float(np.sum(model) + np.sum(y % 8)), like=(shaped(2), rows, labels))
    single = [part.astype(np.float32) for part in table(rng, 10, 2)]
    compare.cross_validate(*least_squares(), *single, folds(rng, 10, [4, 3, 3]), rtol=1e-3, atol=1e-4)
    for n, sizes in (6, [3, 3]), (9, [4, 5]):
        X = 2**53 + 1 + 2 * rng.integers(0, 1000, size=(n, 2))
        compare.cross_validate(fit, score, X, X[:, 1] + 2, folds(rng, n, sizes))
