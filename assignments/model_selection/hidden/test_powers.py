"""Powers of a number as columns."""

from __future__ import annotations

import numpy as np
from support import NARROW

from grader.testing import task


@task("powers", points=2, hint="One column for each power, from 0 to the degree.")
def test_columns_are_powers(compare, rng):
    """Column j holds the power j, beginning with 0."""
    for n, degree in (4, 3), (6, 1), (2, 5), (3, 2):
        compare.polynomial_features(rng.normal(size=n), degree)


@task("powers", points=1, hint="The lowest power comes first.")
def test_square_tables(compare, rng):
    """There may be as many numbers as columns, or as the degree says."""
    for n in 2, 3, 5:
        compare.polynomial_features(rng.normal(size=n), n - 1)
        compare.polynomial_features(rng.normal(size=n), n)


@task("powers", points=1, hint="Degree 0 gives a column of ones.")
def test_degree_0_and_zeros(compare, rng):
    """Degree 0 gives ones only. 0 to the power 0 is 1."""
    for n in 1, 4:
        compare.polynomial_features(rng.normal(size=n), 0)
        compare.polynomial_features(np.zeros(n), 3)
        compare.polynomial_features(np.array([-1.5] * n), 4)


@task("powers", points=1, hint="Convert integers to float64 first.")
def test_kinds_of_numbers(compare, rng):
    """Numbers may be integers of any width, whose powers do not fit into it. float32 stays float32."""
    for dtype in NARROW:
        ends = np.iinfo(dtype)
        compare.polynomial_features(np.array([ends.min, ends.max, 3], dtype=dtype), 4)
    compare.polynomial_features(rng.normal(size=5).astype(np.float32), 3)
    compare.polynomial_features(rng.normal(size=3), 35)


@task("powers", weak=True, hint="Check the degree first.")
def test_a_negative_degree_is_refused(compare, rng):
    """ValueError is raised if the degree is negative."""
    for degree in -1, -4:
        compare.raises("ValueError", "polynomial_features", rng.normal(size=3), degree)
