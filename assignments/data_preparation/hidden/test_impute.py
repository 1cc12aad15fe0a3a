"""The mean of a column for its missing values."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, no_tables, numbers, with_gaps

from grader.testing import assert_close, task


@task("impute", points=3, hint="Take the mean of each column, over its known values.")
def test_gaps_in_every_column(compare, rng):
    """Each missing value becomes the mean of the known values of its column."""
    for n, d in (6, 3), (9, 4):
        compare.impute_mean(with_gaps(rng, n, d))


@task("impute", points=2, hint="A column has a mean of its own, also where there are more columns than rows.")
def test_more_features_than_samples(compare, rng):
    """There may be more features than samples, or as many."""
    for n, d in (4, 7), (5, 5), (5, 8):
        compare.impute_mean(with_gaps(rng, n, d))


@task("impute", hint="A zero is a known value.")
def test_zeros_are_known(compare, rng):
    """Zeros are known values. They stay, and they count in the mean."""
    for n, d in (7, 3), (8, 2):
        X = with_gaps(rng, n, d)
        X[np.arange(n) % 3 == 0] = 0.0
        X[1] = np.nan
        X[2], X[-1] = numbers(rng, 2, d)
        compare.impute_mean(X)


@task("impute", hint="Divide by the number of known values.")
def test_columns_of_different_sizes(compare, rng):
    """Columns may hold tiny and huge numbers side by side."""
    for n, d in (5, 4), (7, 5):
        compare.impute_mean(with_gaps(rng, n, d) * rng.permutation(10.0 ** np.linspace(-25, 25, d)))


@task("impute", hint="One known value is its own mean.")
def test_one_known_value_and_no_gap(compare, rng):
    """A column may have one known value only. A table may have no gap, one row or one column."""
    X = np.full((5, 3), np.nan)
    X[[3, 0, 4], [0, 1, 2]] = numbers(rng, 3, 1)[:, 0]
    compare.impute_mean(X)
    for n, d in (4, 3), (1, 4), (1, 1):
        compare.impute_mean(numbers(rng, n, d))
    compare.impute_mean(with_gaps(rng, 6, 1))


@task("impute", hint="float32 stays float32, integers become float64. Write into a copy.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 stays float32, integers become float64. The table that is given stays as it is."""
    single = compare.impute_mean(with_gaps(rng, 6, 4).astype(np.float32), rtol=1e-5)
    assert single.dtype == np.float32, "float32 must give float32."
    for dtype in NARROW:
        whole = compare.impute_mean(narrow(rng, dtype, 4, 3))
        assert whole.dtype == np.float64, "Integers must give float64."
    X, other = with_gaps(rng, 7, 3), with_gaps(rng, 10, 6)
    for case in X, other[::-2, ::2], np.asfortranarray(X), X:
        compare.impute_mean(case)


@task("impute", hint="Fill the gaps, and change nothing else.")
def test_the_means_of_the_columns_stay(student, compare, rng):
    """The mean of a column is the same before and after."""
    X = with_gaps(rng, 8, 5)
    compare.impute_mean(X)
    assert_close(
        student.impute_mean(X).sum(axis=0),
        8 * np.nanmean(X, axis=0),
        what="The mean of each column must stay the same; yours does not.",
    )


@task("impute", weak=True, hint="Look for columns in which every value is missing first.")
def test_empty_columns_and_bad_shapes_are_refused(compare, rng):
    """ValueError is raised if a column has no known value, or X has no shape (n, d)."""
    for n, d in (5, 4), (4, 4), (1, 4):
        for column in range(d):
            X = numbers(rng, n, d)
            X[:, column] = np.nan
            compare.raises("ValueError", "impute_mean", X)
    for X in no_tables():
        compare.raises("ValueError", "impute_mean", X)
