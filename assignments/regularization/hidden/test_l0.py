"""The number of weights that are not 0."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, weights

from grader.testing import task


@task("l0", points=2, hint="Count the entries that are not 0, whatever their size or sign.")
def test_zeros_are_not_counted(compare, rng):
    """Weights that are not 0 are counted, over all axes."""
    for shape, zeros in ((7,), 3), ((4, 5), 6), ((3, 3), 0), ((2, 3, 4), 20):
        compare.l0_norm(weights(rng, *shape, zeros=zeros))


@task("l0", points=2, hint="A negative weight counts like a positive one.")
def test_the_size_of_a_weight_does_not_matter(compare, rng):
    """A tiny weight counts as much as a huge one, and a negative zero is a zero."""
    for size in 1e-300, 1e-12, 1e12:
        w = size * weights(rng, 5, 6, zeros=11)
        compare.l0_norm(w)
        compare.l0_norm(-np.abs(w))


@task("l0", points=1, hint="Look at the whole array, not at one axis.")
def test_kinds_of_numbers(compare, rng):
    """Weights may be integers of any width, or float32."""
    for dtype in NARROW:
        compare.l0_norm(narrow(rng, dtype, 5, 3))
        compare.l0_norm(np.array([0, 100, 0, 3], dtype=dtype))
    compare.l0_norm(weights(rng, 40, 9, zeros=17).astype(np.float32))
    compare.l0_norm(rng.integers(-1, 2, size=300))


@task("l0", weak=True, hint="Weights that are all 0 have the norm 0.")
def test_no_weight_at_all(compare):
    """All weights may be 0, and there may be none."""
    for shape in (3,), (2, 4), (0,), (1,):
        compare.l0_norm(np.zeros(shape))
        compare.l0_norm(np.zeros((*shape, 2)))
