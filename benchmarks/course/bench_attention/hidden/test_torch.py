"""The PyTorch half, gradients among it."""

from __future__ import annotations

import torch

from grader.testing import assert_close, task


def normal(rng, *shape):
    return torch.from_numpy(rng.normal(size=shape))


def causal(t):
    return torch.tril(torch.ones(t, t, dtype=torch.bool))


@task("attention", points=2, hint="The scores are divided by the root of the number of features.")
def test_attention(compare, rng):
    """Every query returns a mean of the values, weighted by how well its key fits."""
    compare.attention(normal(rng, 2, 6, 8), normal(rng, 2, 9, 8), normal(rng, 2, 9, 5))
    compare.attention(normal(rng, 3, 4, 16), normal(rng, 3, 7, 16), normal(rng, 3, 7, 2))


@task("attention", points=2, hint="Mask the scores before the softmax.")
def test_attention_with_a_mask(compare, rng):
    """Where the mask is false a query sees nothing."""
    compare.attention(normal(rng, 2, 7, 8), normal(rng, 2, 7, 8), normal(rng, 2, 7, 5), causal(7))
    compare.attention(normal(rng, 1, 12, 4), normal(rng, 1, 12, 4), normal(rng, 1, 12, 3), causal(12))


@task("attention", hint="Keep the type of the input.")
def test_attention_in_single_precision(compare, rng):
    """Single precision in, single precision out."""
    parts = (normal(rng, 2, 16, 8).float() for _ in range(3))
    compare.attention(*parts, rtol=1e-4, atol=1e-5)


@task("attention", points=2, hint="Autograd follows what you write in torch operations.")
def test_attention_gradients(student, reference, rng):
    """The gradients by queries, keys and values are right."""
    q, k, v, upstream = (normal(rng, 2, 6, 8) for _ in range(4))
    _, found = student.gradients("attention", (q, k, v), (0, 1, 2), upstream)
    assert_close(tuple(found), reference.attention_gradients(q, k, v, upstream), rtol=1e-6)


@task("attention", hint="What is masked gets no gradient.")
def test_attention_gradients_with_a_mask(student, reference, rng):
    """What a query does not see has no part in its gradient."""
    q, k, v, upstream = (normal(rng, 2, 5, 4) for _ in range(4))
    _, found = student.gradients("attention", (q, k, v, causal(5)), (0, 1, 2), upstream)
    assert_close(tuple(found), reference.attention_gradients(q, k, v, upstream, causal(5)), rtol=1e-6)


@task("cross_entropy", hint="The mean over the batch, not the sum.")
def test_cross_entropy(compare, rng):
    """The mean of the negative log-probabilities of the targets, also for large logits."""
    for b, k, size in (6, 4, 1.0), (11, 7, 300.0):
        compare.cross_entropy(size * normal(rng, b, k), torch.from_numpy(rng.integers(0, k, size=b)))


@task("cross_entropy", hint="Softmax minus one-hot, divided by the size of the batch.")
def test_cross_entropy_gradient(student, reference, rng):
    """The gradient by the logits is right."""
    logits, targets = normal(rng, 8, 5), torch.from_numpy(rng.integers(0, 5, size=8))
    _, (found,) = student.gradients("cross_entropy", (logits, targets), (0,))
    assert_close(found, reference.cross_entropy_gradient(logits, targets), rtol=1e-6)
