"""Coordinates in the main directions."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, rotation, samples

from grader.testing import task


@task("transform", points=3, hint="Subtract the mean of the fit, then multiply with each direction.")
def test_coordinates(compare, rng):
    """Coordinates are products of the directions with the distance from the mean."""
    for m, d, k in (6, 4, 2), (9, 3, 3), (2, 5, 1):
        compare.pca_transform(samples(rng, m, d), rng.normal(size=d), rotation(rng, d)[:k])


@task("transform", points=2, hint="A direction is a row of the components.")
def test_square_components(compare, rng):
    """All sizes may be equal. Directions are rows."""
    for d in 3, 4, 5:
        compare.pca_transform(samples(rng, d, d), rng.normal(size=d), rotation(rng, d))


@task("transform", points=2, hint="The mean is that of the fit, not that of these samples.")
def test_new_samples(compare, rng):
    """The samples may be others than those of the fit, also a single one."""
    for m, d, k in (1, 4, 2), (7, 2, 1), (1, 3, 3):
        mean = 10 * rng.normal(size=d)
        compare.pca_transform(samples(rng, m, d), mean, rotation(rng, d)[:k])
        compare.pca_transform(np.zeros((m, d)), mean, rotation(rng, d)[:k])


@task("transform", points=1, hint="Convert integers to float64 before any arithmetic.")
def test_kinds_of_numbers(compare, rng):
    """Samples may be integers of any width. float32 stays float32."""
    for dtype in NARROW:
        compare.pca_transform(narrow(rng, dtype, 5, 3), rng.normal(size=3), rotation(rng, 3)[:2])
        compare.pca_transform(
            narrow(rng, dtype, 5, 3), narrow(rng, dtype, 1, 3)[0], np.eye(3, dtype=dtype)[:2]
        )
    single = (a.astype(np.float32) for a in (samples(rng, 6, 4), rng.normal(size=4), rotation(rng, 4)[:3]))
    compare.pca_transform(*single)
    compare.pca_transform(1e6 * samples(rng, 40, 2), rng.normal(size=2), rotation(rng, 2))
