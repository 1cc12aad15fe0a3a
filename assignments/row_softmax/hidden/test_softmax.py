"""Softmax of rows: extremes, masked entries and rows, dtypes and layouts."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def masked(rng, n, k):
    """Logits with -inf in a third of the places and in the whole of two rows, but not in the first."""
    x = rng.normal(0.0, 3.0, size=(n, k))
    x[rng.random(size=(n, k)) < 1 / 3] = -np.inf
    x[0] = rng.normal(size=k)
    x[[1, n - 1]] = -np.inf
    return x


def edge(rng, n, k):
    """Rows in which exp just overflows or underflows if too much, too little or nothing is subtracted."""
    x = rng.normal(size=(n, k))
    x[:, 1:] += 709.0
    x[1::4, 0] = -709.0 * (k - 1)  # the mean of such a row is near 0
    x[2::4] += -371.0 - 709.0 * (np.arange(k) > 0)
    x[3::4] += x.max() - 742.0 - 709.0 * (np.arange(k) > 0)
    return x


@task("softmax", points=2, hint="Compute one row by hand, and compare.")
def test_rows_of_ordinary_logits(compare, rng):
    """The softmax is taken over each row."""
    for n, k in (5, 7), (9, 4), (12, 31), (6, 6):
        compare.row_softmax(rng.normal(0.5, 2.0, size=(n, k)))


@task("softmax", hint="If you use blocks, the last one may be shorter.")
def test_large_odd_sizes(compare, rng):
    """Many rows and columns are all computed."""
    for n, k in (263, 37), (131, 129), (3, 1031):
        compare.row_softmax(rng.normal(-1.0, 3.0, size=(n, k)))


@task("softmax", points=2, hint="exp overflows above 709. Subtract the largest logit of each row.")
def test_logits_of_ten_thousand(compare, rng):
    """Logits of 10,000 and -10,000 give exact weights."""
    for n, k in (6, 5), (11, 8):
        x = rng.normal(0.0, 2.0, size=(n, k))
        compare.row_softmax(x + 1e4 * rng.choice([-1.0, 1.0], size=(n, k)))
        compare.row_softmax(x + np.where(np.arange(n) % 2, -1e4, 1e4)[:, np.newaxis])


@task("softmax", points=2, hint="Subtract the largest logit of each row before exp.")
def test_logits_at_the_edge_of_exp(compare, rng):
    """Logits of hundreds give exact weights."""
    for n, k in (9, 7), (15, 5):
        compare.row_softmax(edge(rng, n, k))


@task(
    "softmax",
    hint="Subtract the largest logit of each row, whatever it is.",
)
def test_one_dominating_logit(compare, rng):
    """One logit far above the others gets the weight 1. Logits far below 0 share the weight."""
    for n, k in (4, 9), (7, 6):
        compare.row_softmax(edge(rng, n + 4, k))
        x = rng.normal(-1500.0, 1.0, size=(n, k))
        compare.row_softmax(x)
        inner = rng.integers(1, 3, size=n)  # neither first nor last: whoever looks at a sample misses it
        x[np.arange(n), inner] = 3000.0
        compare.row_softmax(x)


@task("softmax", points=2, hint="exp(-inf) is 0.")
def test_masked_entries(compare, rng):
    """A logit of minus infinity gets the weight 0. The others share the weight."""
    for n, k in (8, 6), (13, 9):
        x = masked(rng, n, k)
        x[[1, n - 1], 2:4] = rng.normal(size=(2, 2)) - 1e4
        compare.row_softmax(x)


@task("softmax", hint="Do not use a finite number in place of minus infinity.")
def test_masked_entries_among_very_small_ones(compare, rng):
    """Rows near -10,000 have masked entries. A small logit is not masked."""
    for n, k in (9, 4), (6, 8):
        x = masked(rng, n, k) - 1e4
        x[:, :2] = rng.normal(-1e4, 1.0, size=(n, 2))
        compare.row_softmax(x)


@task("softmax", points=2, hint="-inf minus -inf is NaN. Treat such a row before you subtract.")
def test_rows_without_any_weight(compare, rng):
    """A row of minus infinity gives zeros. The other rows do not change."""
    for n, k in (5, 7), (10, 4):
        compare.row_softmax(masked(rng, n, k))
    compare.row_softmax(np.full((3, 6), -np.inf))


@task("softmax", hint="-inf minus -inf is NaN in float32, too.")
def test_rows_without_any_weight_in_single_precision(compare, rng):
    """In a float32 matrix, each second row is minus infinity."""
    for n, k in (7, 9), (12, 5):
        x = rng.normal(size=(n, k)).astype(np.float32)
        x[1::2] = -np.inf
        compare.row_softmax(x)


@task("softmax", hint="Keep axes of length 1. One column gives the weights 1.")
def test_single_rows_and_single_columns(compare, rng):
    """There may be one row, one column or one number."""
    for n, k in (1, 9), (6, 2), (2, 5), (4, 1), (1, 1):
        compare.row_softmax(rng.normal(0.0, 4.0, size=(n, k)))


@task("softmax", hint="Use the dtype of a floating-point input, and float64 for integers.")
def test_dtypes(compare, rng):
    """float32 stays float32, and integers become float64."""
    for n, k in (7, 5), (6, 130):
        assert (
            compare.row_softmax(rng.normal(0.0, 3.0, size=(n, k)).astype(np.float32)).dtype == np.float32
        ), "float32 must stay float32."
        compare.row_softmax((1e4 + rng.normal(size=(n, k))).astype(np.float32))
    compare.row_softmax(rng.integers(-5, 6, size=(8, 6)))
    compare.row_softmax(rng.integers(-120, 121, size=(5, 11)).astype(np.int8))


@task("softmax", hint="Do not write into the arguments. Keep nothing between calls.")
def test_layouts_and_repeated_calls(compare, rng):
    """Transposed arrays and slices are accepted. The same call gives the same answer."""
    first, other = rng.normal(size=(6, 9)).T, rng.normal(size=(18, 12))[::-2, ::2]
    for x in first, other, first:
        compare.row_softmax(x)


@task("softmax", hint="Divide each row by its own sum.")
def test_sums_offsets_and_order(student, rng):
    """Each row sums to 1. A constant added to a row changes nothing."""
    x = rng.normal(0.0, 3.0, size=(9, 14))
    p, order = student.row_softmax(x), rng.permutation(14)
    assert_close(p.sum(axis=1), np.ones(9), what="Each row must sum to 1; yours do not.")
    assert_close(
        student.row_softmax(x[:, order]),
        p[:, order],
        what="Columns in another order must give the weights in that order; yours do not.",
    )
    assert_close(
        student.row_softmax(x + 4.0 * np.arange(9)[:, np.newaxis]),
        p,
        what="A constant added to a row must change nothing; in your result it does.",
    )
    assert_close(
        np.log(p[:, 3] / p[:, 5]),
        x[:, 3] - x[:, 5],
        what="The log of a ratio of two weights must be the difference of the logits; yours is not.",
    )
