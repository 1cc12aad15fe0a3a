"""One-hot rows with a column for missing values."""

from __future__ import annotations

import numpy as np
from support import NARROW

from grader.testing import assert_close, task


def categories(rng, n, names, gaps):
    """Values from a few names, each of them at least once where n allows it, and gaps at random places."""
    values = np.resize(np.asarray(names, dtype=float), n)
    values[:gaps] = np.nan
    return rng.permutation(values)


@task("one_hot", points=3, hint="Sort the categories, and give the last column to the missing values.")
def test_categories_and_gaps(compare, rng):
    """Columns are sorted by their category. The last one belongs to the missing values."""
    for n, names, gaps in (9, [4.0, -2.0, 1.5], 2), (12, [30.0, 7.0, 12.0, -1.0, 0.5], 3):
        compare.one_hot_with_missing(categories(rng, n, names, gaps))


@task("one_hot", points=2, hint="All missing values share one column.")
def test_many_gaps(compare, rng):
    """All missing values share one column, however many there are."""
    for n, names, gaps in (11, [5.0, 2.0], 7), (13, [1.0, 8.0, 3.0], 6):
        compare.one_hot_with_missing(categories(rng, n, names, gaps))


@task("one_hot", hint="Without missing values there is no column for them.")
def test_no_gap(compare, rng):
    """If no value is missing, there is no column for missing values."""
    for n, names in (7, [3.0, 1.0, 2.0]), (5, [0.25, -4.0]), (4, [4.0, 3.0, 1.0, 2.0]), (1, [3.0]):
        compare.one_hot_with_missing(categories(rng, n, names, 0))
        compare.one_hot_with_missing(rng.permutation(np.arange(n)))


@task("one_hot", hint="Missing values and zeros are different categories.")
def test_zero_is_a_category(compare, rng):
    """Zero is a category like any other, and -0.0 is zero. Infinities are categories too."""
    for n in 8, 11:
        values = categories(rng, n, [0.0, -3.0, 2.0, -0.0], 2)
        compare.one_hot_with_missing(values)
        compare.one_hot_with_missing(np.append(values, [np.inf, -np.inf]))
        compare.one_hot_with_missing(np.append([np.inf, -np.inf, 1e25, 1e-25], values))


@task("one_hot", hint="One value, or nothing but gaps: the result has one column.")
def test_one_category(compare):
    """There may be one sample, and there may be nothing but missing values."""
    compare.one_hot_with_missing(np.array([4.0]))
    compare.one_hot_with_missing(np.array([np.nan]))
    compare.one_hot_with_missing(np.full(5, np.nan))
    compare.one_hot_with_missing(np.full(4, 2.5))
    compare.one_hot_with_missing(np.array([np.nan, 2.0]))


@task("one_hot", hint="Do not round: different numbers are different categories.")
def test_numbers_that_are_close(compare, rng):
    """Numbers that differ slightly are different categories."""
    names = [1.0, 1.0 + 1e-12, 2.0, 2.4, -2.4, 2.5]
    for n, gaps in (9, 1), (14, 3):
        compare.one_hot_with_missing(categories(rng, n, names, gaps))


@task("one_hot", hint="Keep nothing between calls, and do not write into the values.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """Integers of any width and float32 are accepted. The same call gives the same answer."""
    for dtype in NARROW:
        ends = np.iinfo(dtype)
        compare.one_hot_with_missing(rng.permutation([ends.max, ends.min, 3, 3, ends.max, 7]).astype(dtype))
    compare.one_hot_with_missing(categories(rng, 8, [0.1, 0.7, 0.3], 2).astype(np.float32))
    values, other = categories(rng, 9, [5.0, 3.0], 2), categories(rng, 13, [5.0, 4.0, 6.0], 1)
    for case in values, other[::-2], values:
        compare.one_hot_with_missing(case)


@task("one_hot", hint="Each row has a single 1.")
def test_each_row_has_one_1(compare, student, rng):
    """Each row has a single 1, also where the value is missing."""
    values = categories(rng, 10, [6.0, 2.0, 9.0], 3)
    compare.one_hot_with_missing(values)
    assert_close(
        student.one_hot_with_missing(values)[0].sum(axis=1),
        np.ones(10),
        what="Each row must sum to 1; yours do not.",
    )


@task("one_hot", weak=True, hint="Check the shape first.")
def test_what_is_no_row_of_values_is_refused(compare):
    """ValueError is raised if values has no shape (n,) with n >= 1."""
    for values in (np.zeros(0), np.ones((2, 3)), np.ones((3, 1)), np.float64(1.0)):
        compare.raises("ValueError", "one_hot_with_missing", values)
