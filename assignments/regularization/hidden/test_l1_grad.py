"""The gradient of λ ‖w‖₁."""

from __future__ import annotations

import numpy as np
from support import (
    checked_penalty,
    checked_sizes,
    checked_strengths,
    checked_types,
    refuses_negative,
    weights,
)

from grader.testing import task


@task("l1_grad", points=3, hint="The derivative of |w| is the sign of w.")
def test_weights_of_any_shape(compare, rng):
    """Weights may have one, two or three axes, and some of them may be 0."""
    checked_penalty(compare, "l1_grad", rng)


@task("l1_grad", points=2, hint="Multiply by lam once.")
def test_the_strength_of_the_penalty(compare, rng):
    """Lambda may be 0, a whole number, tiny or large."""
    checked_strengths(compare, "l1_grad", rng)


@task("l1_grad", points=2, hint="Add no small constant.")
def test_tiny_and_huge_weights(compare, rng):
    """Weights may be tiny or huge."""
    checked_sizes(compare, "l1_grad", rng)


@task("l1_grad", points=2, hint="Convert integers to float64 before any arithmetic; float32 stays float32.")
def test_kinds_of_numbers(compare, rng):
    """Weights may be integers of any width, signed or unsigned, or float32."""
    checked_types(compare, "l1_grad", rng)


@task("l1_grad", weak=True, hint="Check lam first.")
def test_a_negative_strength_is_refused(compare, rng):
    """ValueError is raised if lambda is negative or NaN."""
    refuses_negative(compare, "l1_grad", rng)


@task("l1_grad", points=2, hint="Work on each weight by itself.")
def test_one_number_for_each_weight(compare, rng):
    """The gradient has the shape of the weights. It is 0 where a weight is 0."""
    for shape in (3, 3), (1, 4), (4, 1), (2, 2, 2):
        w = weights(rng, *shape)
        w[0, 0] = 0.0
        compare.l1_grad(w, 0.9)
        compare.l1_grad(np.zeros(shape), 0.9)
