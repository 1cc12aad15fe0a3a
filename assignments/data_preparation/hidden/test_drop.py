"""Rows and columns in which a value is missing."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, no_tables, numbers, with_few_gaps

from grader.testing import task


@task("drop", points=2, hint="One missing value is enough to leave out its row.")
def test_rows_with_a_gap(compare, rng):
    """Rows with a gap are left out. The others keep their order."""
    for n, d in (6, 4), (8, 3):
        X = with_few_gaps(rng, n, d)
        compare.drop_missing(X)
        compare.drop_missing(X, 0)


@task("drop", points=2, hint="axis=1 leaves out columns.")
def test_columns_with_a_gap(compare, rng):
    """With axis=1, columns with a gap are left out."""
    for n, d in (5, 7), (3, 6):
        compare.drop_missing(with_few_gaps(rng, n, d), 1)
        compare.drop_missing(with_few_gaps(rng, n, d), axis=1)


@task("drop", points=2, hint="Look at which axis belongs to rows, and which to columns.")
def test_square_tables(compare, rng):
    """A table may have as many rows as columns."""
    for n in 4, 5:
        X = numbers(rng, n, n)
        X[rng.integers(n), :2] = np.nan
        compare.drop_missing(X, 0)
        compare.drop_missing(X, 1)


@task("drop", hint="Infinity is no missing value, and zero is none.")
def test_infinities_and_zeros_are_known(compare, rng):
    """Infinities and zeros are known values, and so are tiny and huge numbers."""
    for n, d in (7, 5), (6, 6):
        X = with_few_gaps(rng, n, d)
        known = np.argwhere(~np.isnan(X))
        places = known[rng.permutation(len(known))[:6]]
        X[tuple(places.T)] = np.inf, -np.inf, 0.0, -1.0, 1e25, 1e-25
        compare.drop_missing(X, 0)
        compare.drop_missing(X, 1)


@task("drop", hint="The result keeps two axes, also where nothing or everything is left.")
def test_everything_or_nothing_is_left(compare, rng):
    """There may be no gap at all, and there may be one in every row."""
    for axis in 0, 1:
        compare.drop_missing(numbers(rng, 4, 3), axis)
        X = numbers(rng, 5, 5)
        X[np.arange(5), rng.permutation(5)] = np.nan
        compare.drop_missing(X, axis)
        compare.drop_missing(np.full((3, 2), np.nan), axis)
        for shape in (1, 4), (4, 1), (1, 1):
            compare.drop_missing(numbers(rng, *shape), axis)


@task("drop", hint="A row with several gaps is left out like a row with one.")
def test_many_gaps(compare, rng):
    """Rows and columns may have several gaps, or nothing but gaps."""
    for n, d in (7, 4), (5, 6):
        X = numbers(rng, n, d)
        X[1] = np.nan
        X[-1, [0, 2]] = np.nan
        compare.drop_missing(X, 0)
        compare.drop_missing(X.T, 1)


@task("drop", hint="float32 stays float32, integers become float64.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 stays float32, integers become float64. The same call gives the same answer."""
    single = compare.drop_missing(with_few_gaps(rng, 6, 4).astype(np.float32))
    assert single.dtype == np.float32, "float32 must give float32."
    for dtype in NARROW:
        whole = compare.drop_missing(narrow(rng, dtype, 4, 3), 1)
        assert whole.dtype == np.float64, "Integers must give float64."
    X, other = with_few_gaps(rng, 7, 3), with_few_gaps(rng, 10, 6)
    for case in X, other[::-2, ::2], np.asfortranarray(X), X:
        compare.drop_missing(case)
        compare.drop_missing(case, 1)


@task("drop", weak=True, hint="Check the shape and the axis first.")
def test_bad_shapes_and_axes_are_refused(compare, rng):
    """ValueError is raised if X has no shape (n, d), or axis is neither 0 nor 1."""
    for X in no_tables():
        compare.raises("ValueError", "drop_missing", X)
        compare.raises("ValueError", "drop_missing", X, 1)
    for axis in 2, -1, 3, -2:
        compare.raises("ValueError", "drop_missing", with_few_gaps(rng, 5, 4), axis)
