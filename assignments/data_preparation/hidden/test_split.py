"""Training, validation and test set."""

from __future__ import annotations

import math

import numpy as np

from grader.testing import assert_close, assert_distribution, assert_rate, evenly, generator, task

CASES = (11, (0.7, 0.2, 0.1)), (14, (0.5, 0.3, 0.2)), (7, (0.62, 0.18, 0.2)), (50, (0.33, 0.33, 0.34))


def complete(parts, n):
    """How many divisions have each index exactly once."""
    joined = np.sort(np.concatenate(parts, axis=1), axis=1)
    return int(np.all(joined == np.arange(n), axis=1).sum())


@task("split", points=3, hint="Shuffle the indices once, and cut the result into three parts.")
def test_each_index_is_in_one_part(compare, rng):
    """Each index is in exactly one part: no overlap, and nothing lost."""
    for n, fractions in CASES:
        parts = compare.repeat("train_val_test_split", n, fractions, rng, times=30)
        assert_rate(complete(parts, n), 30, 1.0, wrong={"drawn with replacement": math.factorial(n) / n**n})


@task(
    "split", points=2, weak=True, hint="Cut off n f for validation and test. The training set gets the rest."
)
def test_sizes_of_the_parts(compare, rng):
    """Validation and test set have int(n f) indices. The training set has all others."""
    for n, fractions in CASES:
        compare.repeat("train_val_test_split", n, fractions, rng, times=3)


@task("split", points=2, hint="Is a random half really random? Shuffle before you cut.")
def test_each_index_may_be_in_each_part(compare, rng):
    """The first and the last index are in each part as often as its size says."""
    for n, fractions in (12, (0.5, 0.25, 0.25)), (23, (0.4, 0.3, 0.3)), (9, (0.3, 0.35, 0.35)):
        parts = compare.repeat("train_val_test_split", n, fractions, rng, times=200)
        for index, where in (0, 0), (n - 1, 2):
            hits = int((parts[where] == index).any(axis=1).sum())
            assert_rate(hits, 200, parts[where].shape[1] / n, wrong={"not shuffled": 1.0})


@task("split", points=2, hint="Every division into parts of these sizes has the same probability.")
def test_all_divisions_are_equally_likely(compare, rng):
    """All 20 divisions of five samples into 3, 1 and 1 are equally likely."""
    parts = compare.repeat("train_val_test_split", 5, (0.6, 0.2, 0.2), rng, times=600)
    place = np.zeros((600, 5), dtype=int)
    for number in 1, 2:
        np.put_along_axis(place, parts[number].clip(0, 4), number, axis=1)
    turned = [np.roll([0, 0, 0, 1, 2], shift) for shift in range(5)]
    assert_distribution(
        place,
        evenly({tuple(row) for row in _arrangements()}),
        wrong={"not shuffled": evenly([(0, 0, 0, 1, 2)]), "turned around": evenly(turned)},
    )


def _arrangements():
    """All rows with three zeros, a one and a two."""
    for one in range(5):
        for two in range(5):
            if one != two:
                yield [1 if k == one else 2 if k == two else 0 for k in range(5)]


@task("split", points=2, hint="Shuffle all indices, not only the place where you start.")
def test_neighbours_are_separated(compare, rng):
    """Two neighbours are both in the training set only as often as by chance."""
    for n, fractions in (12, (0.5, 0.25, 0.25)), (15, (0.4, 0.4, 0.2)):
        parts = compare.repeat("train_val_test_split", n, fractions, rng, times=800)
        size = parts[0].shape[1]
        inside = ((parts[0] == 3).any(axis=1) & (parts[0] == 4).any(axis=1)).sum()
        by_chance = size * (size - 1) / (n * (n - 1))
        assert_rate(int(inside), 800, by_chance, wrong={"turned around": (size - 1) / n})


@task("split", hint="A fraction of 0 gives an empty part.")
def test_empty_parts_and_small_sets(compare, rng):
    """A part may be empty. The rest is in the training set, also if its fraction is 0."""
    cases = (
        (6, (1.0, 0.0, 0.0)), (9, (0.0, 0.5, 0.5)), (4, (0.5, 0.0, 0.5)), (1, (0.8, 0.1, 0.1)), (3, (0, 1, 0)),
        (8, (0.25, 0.75, 0.0)), (1, (0.0, 0.0, 1.0)),
    )  # fmt: skip
    for n, fractions in cases:
        parts = compare.repeat("train_val_test_split", n, fractions, rng, times=10)
        wrong = {"a sample is lost": 0.0}
        assert_rate(complete(parts, n), 10, 1.0, wrong=wrong)


@task("split", hint="Look at how int rounds.")
def test_many_samples(compare, rng):
    """There may be thousands of samples, and fractions that give no whole number."""
    for n, fractions in (4001, (0.8, 0.1, 0.1)), (1003, (0.15, 0.6, 0.25)), (257, (0.98, 0.01, 0.01)):
        parts = compare.repeat("train_val_test_split", n, fractions, rng, times=4)
        assert_rate(complete(parts, n), 4, 1.0, wrong={"a sample is lost": 0.0})


@task("split", weak=True, hint="Draw from rng, and from nothing else.")
def test_the_same_generator_gives_the_same_parts(compare, student, rng):
    """Two generators in the same state give the same parts."""
    for n, fractions in CASES[:2]:
        compare.repeat("train_val_test_split", n, fractions, rng, times=2)
        seed = int(rng.integers(2**32))
        first = student.train_val_test_split(n, fractions, generator(seed))
        assert_close(
            student.train_val_test_split(n, fractions, generator(seed)),
            first,
            what="Two generators in the same state must give the same parts; yours do not.",
        )


@task("split", hint="Fractions may be a tuple, a list or an array.")
def test_kinds_of_fractions(compare, rng):
    """Fractions may be in a tuple, in a list or in an array."""
    shares = [0.5, 0.25, 0.25]
    for fractions in shares, np.array(shares), np.array(shares, dtype=np.float32):
        parts = compare.repeat("train_val_test_split", 10, fractions, rng, times=20)
        assert_rate(complete(parts, 10), 20, 1.0, wrong={"a sample is lost": 0.0})


@task("split", weak=True, hint="Check n and the fractions first.")
def test_bad_fractions_are_refused(compare):
    """ValueError is raised if n is below 1, or fractions are not three numbers >= 0 with sum 1."""
    for n in 0, -1, -5:
        compare.raises("ValueError", "train_val_test_split", n, (0.5, 0.3, 0.2), generator(1))
    for bad in (
        (0.5, 0.3, 0.1), (0.6, 0.3, 0.2), (1.2, -0.1, -0.1), (-0.1, 0.5, 0.6), (0.6, 0.5, -0.1), (0.5, 0.5),
        (0.25, 0.25, 0.25, 0.25), (0.5, 0.3, 0.200005), (np.nan, 0.5, 0.5), (1.0,), (0.5, -0.5, 1.0),
    ):  # fmt: skip
        compare.raises("ValueError", "train_val_test_split", 20, bad, generator(1))
