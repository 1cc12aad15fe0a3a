"""Folds of samples."""

from __future__ import annotations

import math

import numpy as np

from grader.testing import assert_close, assert_rate, generator, task

CASES = (10, 3), (12, 4), (7, 2), (23, 5)


def partitions(parts, n):
    """How many calls gave each index exactly once."""
    joined = np.sort(np.concatenate(parts, axis=1), axis=1)
    return int(np.all(joined == np.arange(n), axis=1).sum())


def drawn(compare, rng, n, k, times):
    """The folds of many calls, each an array of shape (times, size)."""
    found = compare.repeat("kfold_indices", n, k, rng, times=times)
    return [np.array([one[j] for one in found]) for j in range(k)]


@task("kfold", points=3, hint="Shuffle the indices once, and cut the result into k parts.")
def test_each_index_is_in_one_fold(compare, rng):
    """Each index is in exactly one fold, and the first folds are the larger ones."""
    for n, k in CASES:
        parts = drawn(compare, rng, n, k, 30)
        assert_rate(partitions(parts, n), 30, 1.0, wrong={"drawn anew": math.factorial(n) / n**n})


@task("kfold", points=2, weak=True, hint="n mod k indices are left over: one each for the first folds.")
def test_unequal_sizes(compare, rng):
    """Sizes differ by at most one. The first n mod k folds have one index more."""
    for n, k in (11, 4), (9, 2), (8, 5), (40, 35), (6, 6), (5, 3):
        drawn(compare, rng, n, k, 2)


def judge_rate(compare, rng, n, k, index, fold):
    """An index is in a fold as often as its size says."""
    part = drawn(compare, rng, n, k, 250)[fold]
    hits = int((part == index).any(axis=1).sum())
    assert_rate(
        hits, 250, part.shape[1] / n, wrong={"not shuffled, inside": 1.0, "not shuffled, outside": 0.0}
    )


@task("kfold", points=2, hint="Is the partition random? Shuffle before you cut.")
def test_the_first_index_may_be_in_any_fold(compare, rng):
    """The first index is in each fold as often as its size says."""
    judge_rate(compare, rng, 10, 3, 0, 0)


@task("kfold", points=1, hint="Every index may be in every fold.")
def test_the_last_index_may_be_in_any_fold(compare, rng):
    """The last index is in each fold as often as its size says."""
    judge_rate(compare, rng, 11, 4, 10, 3)


@task("kfold", points=1, hint="Shuffle all indices.")
def test_an_index_in_the_middle_may_be_in_any_fold(compare, rng):
    """An index in the middle is in each fold as often as its size says."""
    judge_rate(compare, rng, 9, 3, 4, 1)


def judge_neighbours(compare, rng, n, k):
    """Two neighbours are in the same fold only as often as by chance."""
    part = drawn(compare, rng, n, k, 800)[0]
    size = part.shape[1]
    both = int(((part == 2).any(axis=1) & (part == 3).any(axis=1)).sum())
    assert_rate(
        both, 800, size * (size - 1) / (n * (n - 1)), wrong={"blocks": (size - 1) / n, "every k-th": 0.0}
    )


@task("kfold", points=1, hint="Shuffle the indices, not only the folds.")
def test_neighbours_are_separated(compare, rng):
    """Neighbours are in one fold only as often as by chance."""
    judge_neighbours(compare, rng, 12, 3)


@task("kfold", points=1, hint="A fold is no block of neighbours.")
def test_neighbours_in_large_folds_are_separated(compare, rng):
    """The same holds for two large folds."""
    judge_neighbours(compare, rng, 16, 2)


@task("kfold", weak=True, hint="Draw from rng, and from nothing else.")
def test_the_same_generator_gives_the_same_folds(compare, student, rng):
    """Two generators in the same state give the same folds."""
    for n, k in (30, 4), (25, 2):
        compare.repeat("kfold_indices", n, k, rng, times=2)
        seed = int(rng.integers(2**32))
        assert_close(
            student.kfold_indices(n, k, generator(seed)),
            student.kfold_indices(n, k, generator(seed)),
            what="Two generators in the same state must give the same folds; yours do not.",
        )


@task("kfold", weak=True, hint="Check k first.")
def test_other_numbers_of_folds_are_refused(compare):
    """ValueError is raised for fewer than two folds, and for more folds than samples."""
    for n, k in (5, 1), (5, 0), (5, 6), (5, -2), (1, 2), (0, 2):
        compare.raises("ValueError", "kfold_indices", n, k, generator(1))
