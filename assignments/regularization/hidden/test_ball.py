"""Weights that must stay inside a ball."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, weights

from grader.testing import task


@task("ball", points=3, hint="Outside, multiply all weights by C and divide by their norm.")
def test_weights_outside_move_to_the_edge(compare, rng):
    """Weights whose norm is too large are shortened to norm C; the direction stays."""
    for shape, radius in ((6,), 0.4), ((3, 5), 1.5), ((2, 2, 3), 0.01), ((1,), 0.2):
        compare.project_l2_ball(weights(rng, *shape), radius)


@task("ball", points=2, hint="One norm for the whole array, not one for each row or weight.")
def test_all_weights_have_one_norm(compare, rng):
    """The norm is that of all weights together."""
    for shape in (4, 4), (2, 7), (7, 2), (3, 3, 3):
        w = weights(rng, *shape, zeros=1)
        norm = float(np.sqrt(np.sum(w * w)))
        for share in 0.3, 0.9, 0.999:
            compare.project_l2_ball(w, share * norm)


@task("ball", points=2, weak=True, hint="Weights that are inside already stay as they are.")
def test_weights_inside_stay(compare, rng):
    """Weights inside the ball and on its edge do not change."""
    for shape in (5,), (3, 4):
        w = weights(rng, *shape, zeros=2)
        norm = float(np.sqrt(np.sum(w * w)))
        for share in 1.001, 1.5, 40.0:
            compare.project_l2_ball(w, share * norm)
    compare.project_l2_ball(np.array([3.0, -4.0]), 5)
    compare.project_l2_ball(np.zeros((2, 3)), 0.5)


@task("ball", points=1, hint="Convert integers to float64 before any arithmetic; float32 stays float32.")
def test_kinds_of_numbers(compare, rng):
    """Weights may be integers of any width, float32, tiny or huge."""
    for dtype in NARROW:
        compare.project_l2_ball(narrow(rng, dtype, 3, 4), 2.5)
        compare.project_l2_ball(narrow(rng, dtype, 7), 1e9)
    compare.project_l2_ball(weights(rng, 5, 2).astype(np.float32), 0.75)
    for size in 1e-8, 1e8:
        compare.project_l2_ball(size * weights(rng, 4, 3), size)
        compare.project_l2_ball(size * weights(rng, 4, 3), 100 * size)


@task("ball", weak=True, hint="Check the radius first.")
def test_a_radius_that_is_not_positive_is_refused(compare, rng):
    """ValueError is raised if the radius is 0, negative or NaN."""
    for radius in 0, -1.0, -1e-9, float("nan"):
        compare.raises("ValueError", "project_l2_ball", weights(rng, 4), radius)
