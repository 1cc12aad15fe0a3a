"""Columns on the scale of the training set."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, no_tables, numbers

from grader.testing import assert_close, task


def statistics(rng, d):
    """Mean and standard deviation of d columns."""
    return rng.normal(2.0, 3.0, size=d), rng.uniform(0.3, 5.0, size=d)


@task("standardize", points=3, hint="Subtract the mean that is given, then divide by the std that is given.")
def test_given_mean_and_std(compare, rng):
    """The mean and the standard deviation that are given are used, not those of X."""
    for n, d in (5, 3), (7, 2), (4, 6):
        compare.standardize(numbers(rng, n, d), *statistics(rng, d))


@task("standardize", points=2, hint="Each column has its own mean and its own standard deviation.")
def test_square_tables_and_one_sample(compare, rng):
    """A table may have as many rows as columns, or one row, or one column."""
    for n, d in (4, 4), (1, 5), (6, 1), (5, 5), (1, 1):
        compare.standardize(numbers(rng, n, d), *statistics(rng, d))


@task("standardize", points=2, hint="A standard deviation of 0 counts as 1.")
def test_columns_that_do_not_vary(compare, rng):
    """Where the standard deviation is 0, only the mean is subtracted."""
    for n, d in (6, 4), (3, 5), (5, 5):
        mean, std = statistics(rng, d)
        std[rng.permutation(d)[:2]] = 0.0
        compare.standardize(numbers(rng, n, d), mean, std)
    compare.standardize(numbers(rng, 4, 3), statistics(rng, 3)[0], np.zeros(3))


@task("standardize", hint="Add no small constant to the standard deviation.")
def test_tiny_and_huge_columns(compare, rng):
    """Numbers may be tiny or huge."""
    for n, d in (6, 4), (4, 5):
        unit = rng.permutation(10.0 ** np.linspace(-25, 25, d))
        mean, std = statistics(rng, d)
        compare.standardize(numbers(rng, n, d) * unit, mean * unit, std * unit)


@task("standardize", hint="Subtract before you divide.")
def test_small_differences_of_large_numbers(compare, rng):
    """Small differences from a large mean keep their digits."""
    for n, d in (5, 3), (7, 4):
        mean = 1e8 + rng.integers(-9, 10, size=d) / 4
        compare.standardize(mean + rng.integers(-5, 6, size=(n, d)) / 8, mean, rng.uniform(0.5, 2.0, size=d))


@task("standardize", hint="A missing value stays missing.")
def test_missing_values_stay(compare, rng):
    """Missing values stay missing, and change no other value."""
    X = numbers(rng, 6, 4)
    X[[0, 3, 5], [1, 1, 2]] = np.nan
    compare.standardize(X, *statistics(rng, 4))
    compare.standardize(np.full((2, 3), np.nan), *statistics(rng, 3))


@task("standardize", hint="Integers become float64 before any arithmetic. Keep nothing between calls.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 stays float32. Integers become float64 first."""
    given = numbers(rng, 5, 3), *statistics(rng, 3)
    single = compare.standardize(*(a.astype(np.float32) for a in given), rtol=1e-4, atol=1e-5)
    assert single.dtype == np.float32, "float32 must give float32."
    for case in given, (numbers(rng, 8, 2), *statistics(rng, 2)), given:
        compare.standardize(*case)
    X, mean, std = numbers(rng, 9, 6), *statistics(rng, 6)
    compare.standardize(X[::-2, ::2], mean[::2], std[::2])
    compare.standardize(np.asfortranarray(X), mean[::-1], std[::-1])


@task("standardize", hint="Convert X, mean and std to float64 if they hold integers.")
def test_every_narrow_type(compare, rng):
    """Integers of 8 and 16 bits become float64 in all three arguments."""
    for dtype in NARROW:
        X, mean = narrow(rng, dtype, 5, 3), narrow(rng, dtype, 3, 1)[:, 0]
        std = np.array([np.iinfo(dtype).max, 3, 0], dtype=dtype)
        whole = compare.standardize(X, mean, std)
        assert whole.dtype == np.float64, "Integers must give float64."


@task("standardize", hint="Scale the test set as the training set was scaled.")
def test_a_sample_does_not_depend_on_the_others(compare, student, rng):
    """A sample is scaled in the same way, whatever other samples there are."""
    X, mean, std = numbers(rng, 7, 3), *statistics(rng, 3)
    whole = compare.standardize(X, mean, std)
    for rows in X[2:5], X[6:]:
        compare.standardize(rows, mean, std)
    assert_close(
        student.standardize(X[2:5], mean, std),
        whole[2:5],
        rtol=1e-12,
        what="Other samples must not change how a sample is scaled; yours do.",
    )


@task(
    "standardize", weak=True, hint="Shapes (d,) and (n, d) are needed. Others may broadcast without an error."
)
def test_bad_shapes_and_deviations_are_refused(compare, rng):
    """ValueError is raised for shapes that do not fit, and for a negative or missing std."""
    X, mean, std = numbers(rng, 5, 4), *statistics(rng, 4)
    for bad in (mean[:3], std), (mean, std[:1]), (mean[None], std), (mean, std[:, None]), (mean[:1], std[:1]):
        compare.raises("ValueError", "standardize", X, *bad)
    compare.raises("ValueError", "standardize", X, np.float64(1.0), std)
    compare.raises("ValueError", "standardize", X, mean, np.float64(1.0))
    compare.raises("ValueError", "standardize", numbers(rng, 4, 1), mean[:1], std)
    for place, value in (0, -0.5), (3, -1e-9), (2, np.nan), (0, np.nan), (3, np.nan):
        bad = std.copy()
        bad[place] = value
        compare.raises("ValueError", "standardize", X, mean, bad)
    for X in no_tables():
        d = X.shape[1] if X.ndim > 1 else 4
        compare.raises("ValueError", "standardize", X, np.zeros(d), np.ones(d))
