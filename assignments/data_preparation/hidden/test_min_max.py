"""Columns between 0 and 1."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, no_tables, numbers

from grader.testing import assert_close, task


@task("min_max", points=3, hint="Subtract the smallest value of each column, then divide by its range.")
def test_columns_between_0_and_1(compare, rng):
    """In each column, the smallest value becomes 0 and the largest 1."""
    for n, d in (6, 3), (5, 7), (9, 2):
        compare.min_max_scale(numbers(rng, n, d))


@task("min_max", points=2, hint="Each column has its own smallest and largest value.")
def test_square_tables(compare, rng):
    """A table may have as many rows as columns."""
    for n in 4, 5:
        compare.min_max_scale(numbers(rng, n, n) + rng.normal(0.0, 9.0, size=n))


@task("min_max", points=2, hint="A column in which all values are equal becomes 0.")
def test_columns_that_do_not_vary(compare, rng):
    """A column in which all values are equal becomes 0, whatever the values are."""
    for n, d in (6, 4), (3, 5), (5, 5):
        X = numbers(rng, n, d)
        X[:, rng.permutation(d)[:2]] = rng.choice([-3.0, 0.25, 7.0], size=2)
        compare.min_max_scale(X)
    compare.min_max_scale(np.full((4, 3), 2.0))
    compare.min_max_scale(np.zeros((3, 2)))


@task("min_max", hint="One sample does not vary.")
def test_one_sample_and_two(compare, rng):
    """With one sample everything becomes 0. With two, each column has a 0 and a 1."""
    for n, d in (1, 4), (2, 3), (1, 1), (6, 1), (2, 2):
        compare.min_max_scale(numbers(rng, n, d))


@task("min_max", hint="Add no small constant to the range.")
def test_tiny_and_huge_columns(compare, rng):
    """Numbers may be tiny or huge, and of both signs."""
    for n, d in (6, 4), (4, 5):
        compare.min_max_scale(rng.normal(size=(n, d)) * rng.permutation(10.0 ** np.linspace(-25, 25, d)))
    compare.min_max_scale(1e8 + rng.integers(-9, 10, size=(6, 3)) / 4)


@task("min_max", hint="Convert integers to float64 first: 127 - (-128) does not fit into int8.")
def test_every_narrow_type(compare, rng):
    """Integers of 8 and 16 bits become float64."""
    for dtype in NARROW:
        whole = compare.min_max_scale(narrow(rng, dtype, 5, 3))
        assert whole.dtype == np.float64, "Integers must give float64."


@task("min_max", hint="float32 stays float32. Keep nothing between calls, and write into a copy.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 stays float32. The same call gives the same answer."""
    single = compare.min_max_scale(numbers(rng, 5, 3).astype(np.float32), rtol=1e-4, atol=1e-5)
    assert single.dtype == np.float32, "float32 must give float32."
    X, other = numbers(rng, 6, 3), numbers(rng, 9, 6)
    for case in X, other[::-2, ::2], np.asfortranarray(X), X:
        compare.min_max_scale(case)


@task("min_max", hint="A shift or another unit changes nothing.")
def test_units_do_not_matter(compare, student, rng):
    """Other units of the columns give the same result."""
    X = numbers(rng, 7, 4)
    scaled = compare.min_max_scale(X)
    assert_close(
        student.min_max_scale(X * rng.uniform(0.5, 20.0, size=4) + rng.normal(size=4)),
        scaled,
        rtol=1e-9,
        atol=1e-11,
        what="Other units of a column must give the same result; yours do not.",
    )


@task("min_max", weak=True, hint="Check the shape first.")
def test_what_is_no_table_is_refused(compare):
    """ValueError is raised if X has no shape (n, d)."""
    for X in no_tables():
        compare.raises("ValueError", "min_max_scale", X)
