"""Gradients of layer normalisation: sizes, extremes, dtypes and layouts."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def batch(rng, n, k):
    """Upstream gradient, input and scale."""
    return rng.normal(0.3, 1.0, size=(n, k)), rng.normal(2.0, 3.0, size=(n, k)), rng.normal(1.0, 0.7, size=k)


@task("gradients", points=2, hint="Compute the gradient of one row by hand, and compare.")
def test_gradients_of_a_batch(compare, rng):
    """The gradients of input, scale and offset stand below each other."""
    for n, k in (5, 7), (9, 4), (12, 31):
        compare.layer_norm_backward(*batch(rng, n, k))


@task("gradients", points=2, hint="Mean and variance are taken over the columns of a row.")
def test_as_many_rows_as_columns(compare, rng):
    """There are as many rows as columns."""
    for n in 6, 9, 13:
        compare.layer_norm_backward(*batch(rng, n, n))


@task("gradients", points=2, hint="Add eps to the variance, inside the root.")
def test_a_large_eps(compare, rng):
    """eps is added to the variance."""
    for eps, n, k in (0.5, 6, 5), (3.0, 4, 8), (40.0, 7, 3):
        compare.layer_norm_backward(*batch(rng, n, k), eps=eps)
        compare.layer_norm_backward(*batch(rng, k, n), eps)


@task("gradients", points=2, hint="Divide the variance by the number of columns.")
def test_few_columns(compare, rng):
    """Rows have two, three or four numbers."""
    for n, k in (9, 2), (8, 3), (7, 4):
        compare.layer_norm_backward(*batch(rng, n, k), eps=0.1)


@task("gradients", points=2, hint="Subtract the mean of a row before you square anything.")
def test_rows_far_from_zero(compare, rng):
    """Rows lie around 100,000 or -100,000. Only their deviations count."""
    for n, k in (6, 9), (11, 5):
        dout, x, gamma = batch(rng, n, k)
        compare.layer_norm_backward(dout, x + 1e5 * rng.choice([-1.0, 1.0], size=(n, 1)), gamma, atol=1e-8)


@task("gradients", hint="Subtract the mean of a row before you square anything.")
def test_all_rows_far_above_zero(compare, rng):
    """All rows lie around one million. Only their deviations count."""
    for n, k in (7, 4), (5, 12):
        dout, x, gamma = batch(rng, n, k)
        compare.layer_norm_backward(dout, x + 1e6, gamma, rtol=1e-6, atol=1e-7)


@task("gradients", hint="Subtract the mean of a row before you square anything.")
def test_all_rows_far_below_zero(compare, rng):
    """All rows lie around minus one million, and eps is large."""
    for n, k in (8, 6), (4, 11):
        dout, x, gamma = batch(rng, n, k)
        compare.layer_norm_backward(dout, x - 1e6, gamma, eps=0.5, rtol=1e-6, atol=1e-7)


@task("gradients", points=2, hint="Where the variance is small, eps decides.")
def test_rows_that_vary_little(compare, rng):
    """The variance of a row is as small as eps, or smaller."""
    for n, k in (5, 8), (9, 6):
        dout, x, gamma = batch(rng, n, k)
        compare.layer_norm_backward(dout, 1e-3 * x, gamma, atol=1e-8)
        compare.layer_norm_backward(dout, 1e-6 * x, gamma, atol=1e-8)
        compare.layer_norm_backward(dout, 1e-20 * x, gamma, 1e-38, rtol=1e-6)


@task("gradients", hint="With variance 0, the root of eps is what you divide by.")
def test_constant_rows(compare, rng):
    """All numbers of a row are equal. Other rows are not affected."""
    for n, k in (6, 5), (8, 7):
        dout, x, gamma = batch(rng, n, k)
        x[1::2] = np.arange(len(x[1::2]))[:, np.newaxis]
        compare.layer_norm_backward(dout, x, gamma)
        compare.layer_norm_backward(dout, 0 * x, gamma, eps=0.01)


@task("gradients", hint="If you use blocks, the last one may be shorter.")
def test_large_odd_sizes(compare, rng):
    """Many rows and columns are all computed."""
    for n, k in (263, 37), (131, 129), (3, 1031), (1031, 3):
        compare.layer_norm_backward(*batch(rng, n, k), atol=1e-8)


@task("gradients", hint="The sums go over the rows of all blocks.")
def test_more_rows_than_a_block(compare, rng):
    """There are so many rows that blocks are needed, and one or two rows are left over."""
    for n, k in (4098, 33), (2049, 65):
        compare.layer_norm_backward(*batch(rng, n, k), atol=1e-7)


@task("gradients", hint="Sum as many numbers as there are.")
def test_large_gradients_and_scales(compare, rng):
    """Gradients, inputs and scales may be large or small."""
    for n, k in (5, 6), (8, 3):
        dout, x, gamma = batch(rng, n, k)
        compare.layer_norm_backward(1e6 * dout, x, gamma, atol=1e-6)
        compare.layer_norm_backward(dout, 1e4 * x, 1e4 * gamma)
        compare.layer_norm_backward(1e-20 * dout, x, gamma, atol=1e-29)
        compare.layer_norm_backward(dout, x, 0 * gamma)


@task("gradients", hint="Keep axes of length 1. One column has no deviation.")
def test_single_rows_and_single_columns(compare, rng):
    """There may be one row, one column or one number."""
    for n, k in (1, 9), (2, 5), (5, 1), (1, 1):
        compare.layer_norm_backward(*batch(rng, n, k))


@task("gradients", hint="Use np.result_type for the dtype of the result.")
def test_dtypes(compare, rng):
    """float32 stays float32, and mixed arguments give the wider type."""
    for n, k in (7, 5), (6, 130):
        dout, x, gamma = (a.astype(np.float32) for a in batch(rng, n, k))
        result = compare.layer_norm_backward(dout, x, gamma, rtol=1e-4, atol=1e-5)
        assert result.dtype == np.float32, "float32 must stay float32."
        compare.layer_norm_backward(dout.astype(float), x, gamma, rtol=1e-4, atol=1e-5)
        compare.layer_norm_backward(dout, x.astype(float), gamma, rtol=1e-4, atol=1e-5)
        compare.layer_norm_backward(dout, x, gamma.astype(float), rtol=1e-4, atol=1e-5)


@task("gradients", hint="Turn integers into float64 before you multiply.")
def test_integers(compare, rng):
    """Integers become float64. Products of narrow integers do not overflow."""
    for n, k in (6, 5), (4, 9):
        dout, x = rng.integers(-120, 121, size=(2, n, k)).astype(np.int8)
        gamma = rng.integers(-120, 121, size=k).astype(np.int8)
        compare.layer_norm_backward(dout, x, gamma)
        compare.layer_norm_backward(dout, rng.normal(size=(n, k)), gamma)
        compare.layer_norm_backward(dout.astype(np.uint8), x.astype(np.int64), gamma.astype(np.int16))


@task("gradients", hint="Do not write into the arguments. Keep nothing between calls.")
def test_layouts_and_repeated_calls(compare, rng):
    """Transposed arrays and slices are accepted. The same call gives the same answer."""
    dout, x, gamma = batch(rng, 8, 6)
    first = np.asfortranarray(dout), np.repeat(x, 2, axis=1)[:, ::2], gamma[::-1]
    other = dout[::-1], x[:, ::-1], np.repeat(gamma, 3)[::3]
    for case in first, other, first:
        compare.layer_norm_backward(*case)


@task("gradients", hint="Adding a constant to a row of x changes no output.")
def test_sums_offsets_and_order(student, rng):
    """The gradient of a row sums to 0. Rows do not affect each other."""
    n, k = 7, 9
    dout, x, gamma = batch(rng, n, k)
    g, order = student.layer_norm_backward(dout, x, gamma), rng.permutation(n)
    assert_close(
        g[n + 1],
        dout.sum(axis=0),
        what="The last row must be the sum of the upstream gradient; yours is not.",
    )
    assert_close(g[:n].sum(axis=1), np.zeros(n), what="The gradient of a row must sum to 0; yours does not.")
    assert_close(
        student.layer_norm_backward(dout[order], x[order], gamma)[:n],
        g[:n][order],
        what="Rows in another order must give their gradients in that order; yours do not.",
    )
    assert_close(
        student.layer_norm_backward(dout, x + 4.0 * np.arange(n)[:, np.newaxis], gamma),
        g,
        what="A constant added to a row must change nothing; in your result it does.",
    )


@task("gradients", weak=True, hint="Compare the shapes before anything else.")
def test_wrong_shapes(compare, rng):
    """ValueError is raised where the shapes do not fit each other."""
    dout, x, gamma = batch(rng, 5, 4)
    for other in dout[:4], dout[:1], dout[:, :1], dout[0], dout[np.newaxis]:
        compare.raises("ValueError", "layer_norm_backward", other, x, gamma)
    for other in gamma[:3], gamma[:1], gamma[np.newaxis], rng.normal(size=5):
        compare.raises("ValueError", "layer_norm_backward", dout, x, other)
    compare.raises("ValueError", "layer_norm_backward", dout[0], x[0], gamma)
    compare.raises("ValueError", "layer_norm_backward", dout[np.newaxis], x[np.newaxis], np.ones((5, 4)))
    compare.raises("ValueError", "layer_norm_backward", dout[0], x[0], np.ones(()))
