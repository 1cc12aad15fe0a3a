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


@task("softmax", points=2, hint="Write one row out by hand and compare.")
def test_rows_of_ordinary_logits(compare, rng):
    """Each row is shared out by itself."""
    for n, k in (5, 7), (9, 4), (12, 31), (6, 6):
        compare.row_softmax(rng.normal(0.5, 2.0, size=(n, k)))


@task("softmax", hint="Count what happens to the rows left over when blocks do not divide them.")
def test_large_odd_sizes(compare, rng):
    """No row or column is left out, whatever the size of your blocks."""
    for n, k in (263, 37), (131, 129), (3, 1031):
        compare.row_softmax(rng.normal(-1.0, 3.0, size=(n, k)))


@task("softmax", points=2, hint="exp overflows above 709. What may you subtract from a row?")
def test_logits_of_ten_thousand(compare, rng):
    """Logits of 10,000 and of -10,000, in one row and in rows side by side, cost no digits."""
    for n, k in (6, 5), (11, 8):
        x = rng.normal(0.0, 2.0, size=(n, k))
        compare.row_softmax(x + 1e4 * rng.choice([-1.0, 1.0], size=(n, k)))
        compare.row_softmax(x + np.where(np.arange(n) % 2, -1e4, 1e4)[:, np.newaxis])


@task("softmax", points=2, hint="exp holds up to 709 and gives 0 below -745. Keep every row away from both.")
def test_logits_at_the_edge_of_exp(compare, rng):
    """Logits of hundreds, where some exponentials still fit and others do not."""
    for n, k in (9, 7), (15, 5):
        compare.row_softmax(edge(rng, n, k))


@task(
    "softmax",
    hint="One entry may exceed all others by thousands, or nothing may be above a thousand below 0.",
)
def test_one_dominating_logit(compare, rng):
    """A logit far above the rest takes all the weight; where all lie far below 0 they share it."""
    for n, k in (4, 9), (7, 6):
        compare.row_softmax(edge(rng, n + 4, k))
        x = rng.normal(-1500.0, 1.0, size=(n, k))
        compare.row_softmax(x)
        inner = rng.integers(1, 3, size=n)  # neither first nor last: whoever looks at a sample misses it
        x[np.arange(n), inner] = 3000.0
        compare.row_softmax(x)


@task("softmax", points=2, hint="A masked entry has weight 0, and takes none from the others.")
def test_masked_entries(compare, rng):
    """An entry of minus infinity gets nothing, and the others share as if it were not there."""
    for n, k in (8, 6), (13, 9):
        x = masked(rng, n, k)
        x[[1, n - 1], 2:4] = rng.normal(size=(2, 2)) - 1e4
        compare.row_softmax(x)


@task("softmax", hint="No finite number stands for minus infinity: any is an ordinary logit somewhere.")
def test_masked_entries_among_very_small_ones(compare, rng):
    """Rows around -10,000 with masked entries: small is not masked."""
    for n, k in (9, 4), (6, 8):
        x = masked(rng, n, k) - 1e4
        x[:, :2] = rng.normal(-1e4, 1.0, size=(n, 2))
        compare.row_softmax(x)


@task("softmax", points=2, hint="What is -inf minus -inf? Decide about such a row before you subtract.")
def test_rows_without_any_weight(compare, rng):
    """A row that is minus infinity throughout gives zeros, and harms no other row."""
    for n, k in (5, 7), (10, 4):
        compare.row_softmax(masked(rng, n, k))
    compare.row_softmax(np.full((3, 6), -np.inf))


@task("softmax", hint="What is -inf minus -inf? It is the same in float32.")
def test_rows_without_any_weight_in_single_precision(compare, rng):
    """A float32 matrix in which every second row is masked throughout."""
    for n, k in (7, 9), (12, 5):
        x = rng.normal(size=(n, k)).astype(np.float32)
        x[1::2] = -np.inf
        compare.row_softmax(x)


@task("softmax", hint="One column leaves no choice; look at the axes you reduce over.")
def test_single_rows_and_single_columns(compare, rng):
    """One row; one column; one number."""
    for n, k in (1, 9), (6, 2), (2, 5), (4, 1), (1, 1):
        compare.row_softmax(rng.normal(0.0, 4.0, size=(n, k)))


@task("softmax", hint="Your result has the dtype of a floating input, and float64 for integers.")
def test_dtypes(compare, rng):
    """float32 stays float32, to its last digits; integers of any width become float64."""
    for n, k in (7, 5), (6, 130):
        assert compare.row_softmax(rng.normal(0.0, 3.0, size=(n, k)).astype(np.float32)).dtype == np.float32
        compare.row_softmax((1e4 + rng.normal(size=(n, k))).astype(np.float32))
    compare.row_softmax(rng.integers(-5, 6, size=(8, 6)))
    compare.row_softmax(rng.integers(-120, 121, size=(5, 11)).astype(np.int8))


@task("softmax", hint="Write into none of the arguments, and remember nothing between calls.")
def test_layouts_and_repeated_calls(compare, rng):
    """Transposed, strided and reversed arrays are as good as any, and a call leaves nothing behind."""
    first, other = rng.normal(size=(6, 9)).T, rng.normal(size=(18, 12))[::-2, ::2]
    for x in first, other, first:
        compare.row_softmax(x)


@task("softmax", hint="Weights are positive and sum to 1; what happens to them when columns change places?")
def test_sums_offsets_and_order(student, rng):
    """Every row sums to 1, moves with its columns, and does not notice a constant added to it."""
    x = rng.normal(0.0, 3.0, size=(9, 14))
    p, order = student.row_softmax(x), rng.permutation(14)
    assert_close(p.sum(axis=1), np.ones(9), what="sums of the rows")
    assert_close(student.row_softmax(x[:, order]), p[:, order], what="the weights of permuted columns")
    assert_close(
        student.row_softmax(x + 4.0 * np.arange(9)[:, np.newaxis]), p, what="the weights of moved rows"
    )
    assert_close(np.log(p[:, 3] / p[:, 5]), x[:, 3] - x[:, 5], what="log of a ratio of weights")
