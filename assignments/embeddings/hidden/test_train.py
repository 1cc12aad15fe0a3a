"""A step of training."""

from __future__ import annotations

import numpy as np
import pytest
from support import NARROW, WAYS, network

from grader.testing import assert_close, task


def batch(rng, n, c, V, words=None):
    """Contexts and targets."""
    return rng.integers(0, words or V, size=(n, c)), rng.integers(0, V, size=n)


@task("train", points=3, hint="Write down dL/dz = (p - onehot) / n, then go back layer by layer.")
@pytest.mark.parametrize("combine", WAYS)
def test_loss_and_parameters(compare, rng, combine):
    """Loss and parameters after the step are right."""
    for n, c, V, D in (6, 2, 5, 3), (3, 3, 7, 2), (8, 1, 4, 4):
        compare.train_step(*batch(rng, n, c, V), *network(rng, V, D, c, combine), 0.3, combine)


@task("train", points=2, hint="The loss is a mean: divide by the number of samples once.")
@pytest.mark.parametrize("combine", WAYS)
def test_equal_sizes(compare, rng, combine):
    """All sizes may be equal."""
    for n in 2, 3, 4:
        compare.train_step(*batch(rng, n, n, n), *network(rng, n, n, n, combine), 0.7, combine)


@task("train", points=2, hint="A word that comes several times gets the sum of its gradients.")
@pytest.mark.parametrize("combine", WAYS)
def test_words_that_come_again(compare, rng, combine):
    """The gradients of a word are added up over the batch, and within one context."""
    for n, c, V, D in (9, 2, 3, 4), (5, 3, 2, 2), (3, 40, 4, 2):
        compare.train_step(*batch(rng, n, c, V), *network(rng, V, D, c, combine), 0.5, combine)
        context = np.full((n, c), 1)
        compare.train_step(context, rng.integers(0, V, size=n), *network(rng, V, D, c, combine), 1.0, combine)


@task("train", points=2, hint="Only rows of words that were used change.")
@pytest.mark.parametrize("combine", WAYS)
def test_words_that_are_not_there_stay(compare, student, rng, combine):
    """The embeddings of words that are not in the context do not change at all."""
    for n, c, V, D, words in (4, 2, 30, 3, 6), (3, 3, 9, 5, 4):
        context, targets = batch(rng, n, c, V, words)
        parts = network(rng, V, D, c, combine)
        compare.train_step(context, targets, *parts, 0.4, combine)
        _, after, _, _ = student.train_step(context, targets, *parts, 0.4, combine)
        assert_close(
            np.asarray(after)[words:],
            parts[0][words:],
            rtol=0, atol=0,
            what="Embeddings of words that are not in the context must stay; yours change.",
        )  # fmt: skip


@task("train", points=1, hint="Use the old W for the gradient of the embeddings.")
@pytest.mark.parametrize("combine", WAYS)
def test_large_steps(compare, rng, combine):
    """Steps may be large or 0. All gradients are taken before the step."""
    for lr in 5.0, 1, 0.0, 40.0:
        compare.train_step(*batch(rng, 5, 2, 4), *network(rng, 4, 3, 2, combine), lr, combine)


@task("train", points=1, hint="Do not exponentiate large scores, and take no logarithm of 0.")
@pytest.mark.parametrize("combine", WAYS)
def test_large_scores(compare, rng, combine):
    """Scores may be in the thousands, and the loss is finite."""
    for n, c, V, D in (4, 2, 5, 3), (3, 3, 3, 3):
        E, W, b = network(rng, V, D, c, combine)
        compare.train_step(*batch(rng, n, c, V), 30 * E, 30 * W, b + 500, 0.1, combine)


@task("train", points=1, hint="A step of gradient descent goes down.")
@pytest.mark.parametrize("combine", WAYS)
def test_forty_steps(compare, rng, combine):
    """Loss and parameters are right in each of forty steps."""
    context, targets = batch(rng, 8, 2, 6)
    parts = network(rng, 6, 3, 2, combine)
    for _ in range(40):
        _, *parts = compare.train_step(context, targets, *parts, 0.5, combine)


@task("train", points=1, hint="float32 stays float32; the mean is the default.")
def test_kinds_of_numbers(compare, rng):
    """Contexts and targets may be of any integer type, parameters float32. The mean is the default."""
    for dtype in NARROW:
        context, targets = (part.astype(dtype) for part in batch(rng, 5, 2, 6))
        compare.train_step(context, targets, *network(rng, 6, 3, 2, "mean"), 0.2)
    for combine in WAYS:
        single = (part.astype(np.float32) for part in network(rng, 6, 3, 2, combine))
        compare.train_step(*batch(rng, 5, 2, 6), *single, 0.2, combine, rtol=1e-4, atol=1e-5)


@task("train", weak=True, hint="Check combine first.")
def test_another_way_to_combine_is_refused(compare, rng):
    """ValueError is raised if combine is another word."""
    for combine in "sum", "Concat", "":
        parts = network(rng, 4, 2, 2, "mean")
        compare.raises("ValueError", "train_step", *batch(rng, 3, 2, 4), *parts, 0.1, combine)
