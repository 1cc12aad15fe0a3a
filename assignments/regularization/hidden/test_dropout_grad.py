"""The gradient of dropout."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, weights

from grader.testing import task


def mask(rng, p, *shape):
    """A mask as dropout gives it, with at least one unit of each kind."""
    kept = rng.random(size=shape) >= p
    kept.reshape(-1)[:2] = True, False
    return kept / (1 - p)


@task("dropout_grad", points=3, hint="Each unit was multiplied by its factor; so is its gradient.")
def test_the_gradient_goes_through_the_same_mask(compare, rng):
    """The gradient is multiplied by the factors of the forward pass."""
    for p, shape in (0.3, (4, 5)), (0.8, (3, 3)), (0.5, (7,)), (0.1, (2, 3, 4)), (0.4, (2, 3, 3)):
        compare.dropout_backward(weights(rng, *shape), mask(rng, p, *shape))


@task("dropout_grad", points=2, hint="The factor 1 / (1 - p) belongs to the gradient as well.")
def test_the_scale_belongs_to_the_gradient(compare, rng):
    """Units that were kept have a gradient that is scaled by 1 / (1 - p)."""
    for p in 0.5, 0.9, 0.99:
        compare.dropout_backward(weights(rng, 6, 2), mask(rng, p, 6, 2))
        compare.dropout_backward(weights(rng, 40), mask(rng, p, 40))


@task("dropout_grad", points=1, hint="In evaluation the mask is 1 everywhere.")
def test_evaluation(compare, rng):
    """With a mask of ones the gradient does not change. With a mask of zeros it is 0."""
    for shape in (3, 4), (5,):
        dout = weights(rng, *shape)
        compare.dropout_backward(dout, np.ones(shape))
        compare.dropout_backward(dout, np.zeros(shape))


@task("dropout_grad", points=1, hint="Convert integers to float64 before any arithmetic.")
def test_kinds_of_numbers(compare, rng):
    """The gradient may be integers of any width; float32 stays float32."""
    for dtype in NARROW:
        compare.dropout_backward(narrow(rng, dtype, 4, 3), mask(rng, 0.5, 4, 3))
        compare.dropout_backward(narrow(rng, dtype, 6), np.array([2, 0, 2, 2, 0, 2], dtype=dtype))
    dout = weights(rng, 5, 3).astype(np.float32)
    compare.dropout_backward(dout, mask(rng, 0.6, 5, 3).astype(np.float32))
