"""The k largest entries of rows: ties, negative and masked rows, every k, dtypes and layouts."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


@task("top_k", points=2, hint="Sort one row by hand, and compare.")
def test_rows_of_ordinary_numbers(compare, rng):
    """Each row of the result has the k largest entries of its row, the largest first."""
    for n, V, k in (5, 7, 3), (9, 4, 2), (12, 31, 5), (6, 6, 6), (4, 4, 3):
        compare.top_k(rng.normal(0.5, 2.0, size=(n, V)), k)


@task("top_k", points=2, hint="If you work in groups, several wanted entries may lie in the same group.")
def test_long_rows(compare, rng):
    """Rows may be far longer than k."""
    for n, V, k in (5, 1031, 4), (3, 4099, 7), (7, 257, 1), (2, 2048, 32):
        compare.top_k(rng.normal(size=(n, V)), k)
        compare.top_k(np.sort(rng.normal(size=(n, V)), axis=1), k)


@task("top_k", points=2, hint="Entries that fill no whole group must be looked at, too.")
def test_wanted_entries_in_any_place(compare, rng):
    """The largest entries may all lie at the beginning, at the end or side by side."""
    for n, V, k in (4, 211, 3), (3, 517, 9):
        x = rng.normal(size=(n, V))
        for start in 0, V - k, V // 2, V - k - 1:
            raised = x.copy()
            raised[:, start : start + k] += 50.0
            compare.top_k(raised, k)
        x[:, rng.permutation(V)[: k - 1]] += 30.0
        compare.top_k(x, k)


@task("top_k", hint="If you use blocks of rows, the last one may be shorter.")
def test_many_rows(compare, rng):
    """Many rows are all computed."""
    for n, V, k in (263, 37, 4), (131, 29, 11):
        compare.top_k(rng.normal(-1.0, 3.0, size=(n, V)), k)


@task("top_k", points=2, hint="Do not start from 0: the largest entry may be negative.")
def test_negative_rows(compare, rng):
    """All entries of a row may be negative."""
    for n, V, k in (6, 9, 4), (5, 203, 5):
        x = -np.abs(rng.normal(20.0, 9.0, size=(n, V))) - 1.0
        compare.top_k(x, k)
        x[0] = np.abs(x[0])
        compare.top_k(x, k)


@task("top_k", points=2, hint="A number that occurs three times counts three times.")
def test_equal_entries(compare, rng):
    """A number that stands in a row several times counts as often."""
    for n, V, k in (7, 12, 5), (4, 305, 8), (5, 97, 4):
        compare.top_k(rng.integers(-3, 4, size=(n, V)).astype(float), k)
        x = rng.normal(size=(n, V))
        x[:, rng.permutation(V)[: k - 2]] = 9.5
        compare.top_k(x, k)


@task("top_k", hint="The k-th largest entry may occur more often than there is room.")
def test_rows_of_one_number(compare, rng):
    """All entries of a row may be equal."""
    for n, V, k in (3, 8, 5), (5, 150, 4):
        compare.top_k(np.full((n, V), -2.5), k)
        compare.top_k(np.where(np.arange(V) % 7, 1.25, rng.normal(0.0, 5.0, size=(n, V))), k)


@task("top_k", points=2, hint="Minus infinity is smaller than every other number.")
def test_masked_entries(compare, rng):
    """Entries of minus infinity come last. They are returned only if the row has too few others."""
    for n, V, k in (6, 10, 4), (5, 301, 6):
        x = rng.normal(0.0, 3.0, size=(n, V))
        x[rng.random(size=(n, V)) < 1 / 3] = -np.inf
        compare.top_k(x, k)
        x[1, k // 2 :] = -np.inf
        x[2] = -np.inf
        compare.top_k(x, k)


@task("top_k", hint="Compare the numbers as they are.")
def test_large_and_small_numbers(compare, rng):
    """Numbers may be very large or very small."""
    for n, V, k in (5, 11, 4), (4, 190, 5):
        compare.top_k(1e300 * rng.normal(size=(n, V)), k)
        compare.top_k(1e6 + rng.normal(size=(n, V)), k, rtol=1e-14, atol=0.0)
        compare.top_k(1e-20 * rng.normal(size=(n, V)), k, rtol=1e-12, atol=0.0)


@task("top_k", hint="k may be 1, and it may be as large as the row.")
def test_one_entry_and_all_entries(compare, rng):
    """k may be 1 or V, and there may be one row or one column."""
    for n, V in (5, 8), (1, 13), (6, 1), (1, 1), (3, 40):
        x = rng.normal(size=(n, V))
        compare.top_k(x, 1)
        compare.top_k(x, V)


@task("top_k", hint="The result has the dtype of x.")
def test_dtypes(compare, rng):
    """float32 stays float32, and integers stay integers."""
    for n, V, k in (7, 9, 3), (6, 130, 4):
        made = compare.top_k(rng.normal(0.0, 3.0, size=(n, V)).astype(np.float32), k)
        assert made.dtype == np.float32, "float32 must stay float32."
        made = compare.top_k(rng.integers(-500, 500, size=(n, V)).astype(np.int16), k)
        assert made.dtype == np.int16, "int16 must stay int16."


@task("top_k", hint="Do not convert integers to floating-point numbers.")
def test_integers_of_many_digits(student, rng):
    """Integers near 2**62 keep all digits, which float64 cannot hold."""
    for n, V, k in (5, 60, 3), (3, 9, 4):
        small = rng.integers(-90, 91, size=(n, V))
        found = student.top_k(2**62 + small, k) - 2**62
        assert (found == np.sort(small, axis=1)[:, : -k - 1 : -1]).all(), (
            "Large integers must keep all digits; yours do not."
        )


@task("top_k", hint="-x overflows for unsigned integers, and for -128 in int8.")
def test_narrow_integers(compare, rng):
    """Integers may be unsigned. They may be the smallest of their type."""
    for n, V, k in (8, 11, 4), (5, 170, 6):
        pixels = rng.integers(0, 40, size=(n, V)).astype(np.uint8)
        pixels[:, 3] = 0
        compare.top_k(pixels, k)
        narrow = rng.integers(-128, -100, size=(n, V)).astype(np.int8)
        narrow[:, 2] = -128
        compare.top_k(narrow, k)


@task("top_k", hint="Do not negate unsigned integers.")
def test_unsigned_integers(compare, rng):
    """0 is the smallest unsigned integer."""
    for n, V, k in (6, 9, 8), (4, 12, 10), (7, 5, 5):
        compare.top_k(rng.integers(0, 3, size=(n, V)).astype(np.uint16), k)


@task("top_k", hint="Do not write into the arguments. Keep nothing between calls.")
def test_layouts_and_repeated_calls(compare, rng):
    """Transposed arrays and slices are accepted. The same call gives the same answer."""
    first, other = rng.normal(size=(200, 9)).T, rng.normal(size=(18, 400))[::-2, ::2]
    for x, k in (first, 3), (other, 4), (first, 3), (first, 5):
        compare.top_k(x, k)


@task("top_k", hint="The order of the columns does not matter.")
def test_order_and_offsets(student, rng):
    """The order of the columns does not matter. A constant added to a row is added to its result."""
    x = rng.normal(0.0, 3.0, size=(9, 140))
    found, order = student.top_k(x, 6), rng.permutation(140)
    assert (np.diff(found, axis=1) < 0).all(), (
        "The largest entry must come first; in your result it does not."
    )
    assert_close(
        student.top_k(x[:, order], 6),
        found,
        what="The order of the columns must not matter; in your result it does.",
    )
    assert_close(
        student.top_k(x + np.arange(9)[:, np.newaxis], 6),
        found + np.arange(9)[:, np.newaxis],
        what="A constant added to a row must be added to its result; in yours it is not.",
    )
    assert_close(
        student.top_k(x, 140).sum(axis=1),
        x.sum(axis=1),
        what="With k = V all entries must be returned; yours are not.",
    )
    assert_close(
        student.top_k(x, 2), found[:, :2], what="A smaller k must give the first columns; yours does not."
    )


@task("top_k", weak=True, hint="Check k first.")
def test_a_k_that_does_not_fit(compare, rng):
    """ValueError is raised for k below 1 or above V, and for an array that is no matrix."""
    x = rng.normal(size=(4, 6))
    for k in 0, -1, 7, 100:
        compare.raises("ValueError", "top_k", x, k)
    compare.raises("ValueError", "top_k", x[0], 2)
    compare.raises("ValueError", "top_k", x[np.newaxis], 2)
