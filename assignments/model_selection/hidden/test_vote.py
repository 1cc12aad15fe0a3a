"""The vote of several models."""

from __future__ import annotations

import numpy as np
from support import NARROW

from grader.testing import task


@task("vote", points=3, hint="Count the classes in each column.")
def test_the_most_frequent_class(compare, rng):
    """The class that most models predict counts, sample by sample."""
    for R, n, K in (7, 5, 3), (9, 4, 2), (15, 8, 6):
        compare.majority_vote(rng.integers(0, K, size=(R, n)))


@task("vote", points=2, hint="Models are rows, samples are columns.")
def test_as_many_models_as_samples(compare, rng):
    """There may be as many models as samples."""
    for n in 3, 4, 7:
        compare.majority_vote(rng.integers(0, 3, size=(n, n)))
        compare.majority_vote(rng.integers(0, n, size=(n, n)))


@task("vote", points=2, hint="Of equally frequent classes the smallest counts.")
def test_equally_frequent_classes(compare, rng):
    """Of equally frequent classes the smallest counts."""
    for R, n in (2, 6), (4, 9), (6, 5):
        compare.majority_vote(rng.permuted(np.tile(np.arange(R), (n, 1)), axis=1).T)
        compare.majority_vote(5 + rng.permuted(np.tile(np.arange(R) % 2, (n, 1)), axis=1).T)


@task("vote", points=1, hint="A class may be large, and classes need not follow each other.")
def test_one_model_and_large_classes(compare, rng):
    """One model decides alone. Classes may be large and need not follow each other."""
    for n in 1, 6:
        compare.majority_vote(rng.integers(0, 9, size=(1, n)))
        compare.majority_vote(rng.choice([3, 17, 400], size=(5, n)))
    compare.majority_vote(rng.integers(0, 2, size=(41, 3)))


@task("vote", points=1, hint="Classes may be integers of any type. The result is int64.")
def test_kinds_of_integers(compare, rng):
    """Classes may be integers of any type. The result is int64."""
    for dtype in NARROW:
        compare.majority_vote(rng.integers(0, 4, size=(5, 6)).astype(dtype))
        compare.majority_vote(rng.choice([1, 100, 127], size=(7, 4)).astype(dtype))


@task("vote", points=1, hint="A class may have many votes. Count them in int64.")
def test_many_models(compare, rng):
    """A class may have more votes than 8 bits hold."""
    for votes in 256, 512:
        classes = np.repeat([3, 1], [votes, votes // 2])
        compare.majority_vote(rng.permuted(np.tile(classes, (3, 1)), axis=1).T.astype(np.uint8))
