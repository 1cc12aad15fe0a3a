"""The penalty λ/2 ‖w‖₂²."""

from __future__ import annotations

from support import (
    checked_penalty,
    checked_sizes,
    checked_strengths,
    checked_types,
    refuses_negative,
    weights,
)

from grader.testing import task


@task("l2", points=3, hint="Add up the squares; the formula has a factor 1/2 and no root.")
def test_weights_of_any_shape(compare, rng):
    """Weights may have one, two or three axes, and some of them may be 0."""
    checked_penalty(compare, "l2_penalty", rng)


@task("l2", points=2, hint="Multiply by lam once.")
def test_the_strength_of_the_penalty(compare, rng):
    """Lambda may be 0, a whole number, tiny or large."""
    checked_strengths(compare, "l2_penalty", rng)


@task("l2", points=2, hint="Add no small constant.")
def test_tiny_and_huge_weights(compare, rng):
    """Weights may be tiny or huge."""
    checked_sizes(compare, "l2_penalty", rng)


@task("l2", points=2, hint="Convert integers to float64 before any arithmetic; float32 stays float32.")
def test_kinds_of_numbers(compare, rng):
    """Weights may be integers of any width, signed or unsigned, or float32."""
    checked_types(compare, "l2_penalty", rng)


@task("l2", weak=True, hint="Check lam first.")
def test_a_negative_strength_is_refused(compare, rng):
    """ValueError is raised if lambda is negative or NaN."""
    refuses_negative(compare, "l2_penalty", rng)


@task("l2", points=2, hint="Sum over all axes.")
def test_one_number_for_all_weights(compare, rng):
    """The penalty is one number, a sum over all weights and no mean."""
    for n in 2, 5, 40:
        compare.l2_penalty(weights(rng, n, n, zeros=1), 0.5)
