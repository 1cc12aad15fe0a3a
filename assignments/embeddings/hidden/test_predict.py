"""Probabilities of the next word."""

from __future__ import annotations

import numpy as np
import pytest
from support import NARROW, WAYS, network

from grader.testing import task


@task("predict", points=3, hint="Combine the embeddings, apply the output layer, and take the softmax.")
@pytest.mark.parametrize("combine", WAYS)
def test_probabilities(compare, rng, combine):
    """The embeddings are combined, and the softmax of the output layer gives probabilities."""
    for n, c, V, D in (5, 2, 6, 3), (3, 4, 5, 2), (7, 1, 4, 5):
        context = rng.integers(0, V, size=(n, c))
        compare.predict_next(context, *network(rng, V, D, c, combine), combine)


@task("predict", points=1, hint="The mean goes over the words of the context, not over the samples.")
@pytest.mark.parametrize("combine", WAYS)
def test_equal_sizes(compare, rng, combine):
    """All sizes may be equal."""
    for n in 2, 3, 4:
        context = rng.integers(0, n, size=(n, n))
        compare.predict_next(context, *network(rng, n, n, n, combine), combine)


@task("predict", points=2, hint="In a concatenation the order of the words matters, in a mean it does not.")
@pytest.mark.parametrize("combine", WAYS)
def test_the_order_of_the_words(compare, rng, combine):
    """Words may change places: in a concatenation the first word comes first."""
    for c, V, D in (2, 5, 3), (3, 4, 2):
        parts = network(rng, V, D, c, combine)
        context = rng.integers(0, V, size=(6, c))
        compare.predict_next(context, *parts, combine)
        compare.predict_next(context[:, ::-1], *parts, combine)
        compare.predict_next(context, *parts, combine=combine)


@task("predict", points=1, hint="The mean is the default.")
def test_the_mean_is_the_default(compare, rng):
    """Without the last argument the embeddings are averaged."""
    for n, c, V, D in (4, 3, 5, 2), (2, 2, 6, 6):
        compare.predict_next(rng.integers(0, V, size=(n, c)), *network(rng, V, D, c, "mean"))


@task("predict", points=1, hint="Subtract the largest score of each row before you exponentiate.")
@pytest.mark.parametrize("combine", WAYS)
def test_large_scores(compare, rng, combine):
    """Scores may be in the thousands."""
    for n, c, V, D in (4, 2, 5, 3), (3, 3, 3, 3):
        E, W, b = network(rng, V, D, c, combine)
        compare.predict_next(rng.integers(0, V, size=(n, c)), 30 * E, 30 * W, b + 500, combine)
        compare.predict_next(rng.integers(0, V, size=(n, c)), E, W, b - 2000, combine)


@task("predict", points=1, hint="float32 stays float32.")
@pytest.mark.parametrize("combine", WAYS)
def test_kinds_of_numbers(compare, rng, combine):
    """Contexts may be of any integer type, parameters float32. A context may have many words."""
    for dtype in NARROW:
        context = rng.integers(0, 5, size=(4, 2)).astype(dtype)
        compare.predict_next(context, *network(rng, 5, 3, 2, combine), combine)
    single = (part.astype(np.float32) for part in network(rng, 5, 3, 2, combine))
    compare.predict_next(rng.integers(0, 5, size=(4, 2)), *single, combine)
    compare.predict_next(rng.integers(0, 5, size=(2, 40)), *network(rng, 5, 3, 40, combine), combine)


@task("predict", weak=True, hint="Check combine first.")
def test_another_way_to_combine_is_refused(compare, rng):
    """ValueError is raised if combine is another word."""
    for combine in "sum", "Mean", "":
        parts = network(rng, 4, 2, 2, "mean")
        compare.raises("ValueError", "predict_next", rng.integers(0, 4, size=(3, 2)), *parts, combine)
