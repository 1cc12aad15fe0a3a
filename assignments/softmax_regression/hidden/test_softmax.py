"""Log-sum-exp and softmax, along one axis."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, one_low

from grader.testing import assert_close, task

INF = np.inf
MASKED = np.array([[-INF, 7.0, -INF, 6.0], [-INF, -INF, -INF, -INF], [0.0, -INF, 1000.0, 999.0]])
"""Some logits are minus infinity, and so is a whole row. Every column has a finite logit."""


def heights(rng, n, k, height):
    """A table whose rows lie at different heights, up to the one that is given."""
    return rng.normal(0.0, 2.0, size=(n, k)) + rng.permutation(np.linspace(-height, height, n))[:, None]


@task("log_sum_exp", points=3, hint="Take exponentials, add them up, take the logarithm.")
def test_rows(compare, rng):
    """The last axis is summed over, if none is named."""
    for n, k in (5, 3), (2, 7), (4, 1):
        compare.log_sum_exp(rng.normal(0.0, 2.0, size=(n, k)))


@task("log_sum_exp", points=2, hint="Rows are the last axis, also in a square table.")
def test_vectors_and_square_tables(compare, rng):
    """A vector gives one number. In a square table rows and columns differ."""
    compare.log_sum_exp(rng.normal(size=6))
    compare.log_sum_exp(rng.normal(size=1))
    for n in 3, 4:
        z = rng.normal(0.0, 2.0, size=(n, n))
        compare.log_sum_exp(z)
        compare.log_sum_exp(z, axis=0)
        compare.log_sum_exp(z, axis=1)


@task("log_sum_exp", points=2, hint="Pass the axis on to every maximum and every sum.")
def test_every_axis(compare, rng):
    """Any axis may be summed over; negative numbers count from the last one."""
    for shape in (3, 5), (4, 2, 3), (2, 3, 4, 5), (3, 3, 3), (1, 4):
        z = rng.normal(0.0, 2.0, size=shape)
        for axis in range(-len(shape), len(shape)):
            compare.log_sum_exp(z, axis=axis)


@task("log_sum_exp", points=2, hint="With keepdims the axis stays, with length 1.")
def test_the_axis_is_kept_on_demand(compare, rng):
    """With keepdims the result can be subtracted from the input. Without it the axis is gone."""
    for shape in (4, 3), (2, 5, 3), (3, 3), (1, 1), (6,):
        z = rng.normal(0.0, 2.0, size=shape)
        for axis in range(-len(shape), len(shape)):
            compare.log_sum_exp(z, axis=axis, keepdims=True)
            compare.log_sum_exp(z, axis, False)


@task("log_sum_exp", points=2, hint="Subtract the largest logit first, and add it again at the end.")
def test_logits_of_thousands(compare, rng):
    """The exponentials of the logits overflow, or all of them are 0."""
    for n, k, size in (3, 4, 1000.0), (5, 2, 1e4):
        for sign in -1.0, 1.0:
            z = sign * size + rng.normal(0.0, 2.0, size=(n, k))
            compare.log_sum_exp(z)
            compare.log_sum_exp(z, axis=0)
    compare.log_sum_exp(rng.normal(0.0, 1000.0, size=(6, 3)))


@task("log_sum_exp", points=2, hint="Each slice along the axis needs its own maximum.")
def test_slices_at_different_heights(compare, rng):
    """Some slices lie 742 or 3000 below others. None may lose its digits."""
    for n, k, depth in (4, 3, 742.0), (3, 5, 742.0), (5, 2, 3000.0):
        z = one_low(rng, n, k, depth)
        compare.log_sum_exp(z)
        compare.log_sum_exp(z.T, axis=0)
        compare.log_sum_exp(np.stack([z, z - 2000.0]), axis=2)


@task("log_sum_exp", hint="Take the maximum along the axis that is named, also in a square table.")
def test_log_sum_exp_of_square_tables_at_different_heights(compare, rng):
    """In a square table, some slices lie far below others."""
    for n, depth in (4, 742.0), (3, 742.0), (6, 3000.0):
        z = one_low(rng, n, n, depth)
        compare.log_sum_exp(z, axis=1)
        compare.log_sum_exp(z.T, axis=0)
        compare.log_sum_exp(z.T, axis=-2, keepdims=True)


@task("log_sum_exp", hint="Each slice along the axis needs its own maximum.")
def test_low_slices_along_the_middle_axis(compare, rng):
    """The array has three axes, and some slices lie far below others."""
    for shape, depth in ((3, 4, 2), 742.0), ((2, 2, 5), 742.0), ((4, 3, 3), 2000.0):
        z = rng.uniform(-1.0, 1.0, size=shape)
        z[0] -= depth
        compare.log_sum_exp(z, axis=1)
        compare.log_sum_exp(z, axis=-1)


@task("log_sum_exp", hint="Do not square or multiply logits. A maximum and a difference are enough.")
def test_logits_up_to_the_largest_float(compare):
    """Logits of 1e308 are numbers like others."""
    z = np.array([[1e308, 1e308, -1e308], [-1e308, -1e308, -1e308], [1e308, 3.0, 2.0], [0.0, -1e308, 0.0]])
    compare.log_sum_exp(z)
    compare.log_sum_exp(z, axis=0)
    compare.log_sum_exp(1e-5 * z, axis=1)


@task("log_sum_exp", hint="Where all entries are minus infinity, their maximum cannot be subtracted.")
def test_logits_of_minus_infinity(compare):
    """A logit of minus infinity adds nothing. If there are no others, the result is minus infinity."""
    compare.log_sum_exp(MASKED)
    compare.log_sum_exp(MASKED.T, axis=0)
    compare.log_sum_exp(MASKED[:, :2], axis=0)
    compare.log_sum_exp(np.full((2, 3), -INF), axis=1, keepdims=True)


@task("log_sum_exp", hint="Convert integers to float64 first. In 8 bits, 100 minus -100 is -56.")
def test_every_narrow_type_and_float32(student, reference, compare, rng):
    """Integers of 8 and 16 bits give float64, and float32 stays float32."""
    for dtype in NARROW:
        z = narrow(rng, dtype, (3, 4))
        for axis in 0, 1:
            assert_close(student.log_sum_exp(z, axis=axis), reference.log_sum_exp(z, axis=axis), rtol=1e-10)
        compare.log_sum_exp(z)
        compare.log_sum_exp(rng.integers(0, 5, size=(2, 3)).astype(dtype))
    values = compare.log_sum_exp(rng.normal(size=(3, 4)).astype(np.float32), axis=0, rtol=1e-5, atol=1e-6)
    assert values.dtype == np.float32, "float32 logits must give float32 values."


@task("log_sum_exp", weak=True, hint="A constant added to all logits is added to the result.")
def test_a_constant_is_added(student, rng):
    """A constant added to all logits of a slice is added to its result."""
    z, c = rng.normal(size=(4, 3)), rng.normal(0.0, 500.0, size=(4, 1))
    assert_close(
        student.log_sum_exp(z + c),
        student.log_sum_exp(z) + c[:, 0],
        what="A constant added to a row must be added to its result; yours is not.",
    )
    assert_close(
        student.log_sum_exp(z[:, ::-1]),
        student.log_sum_exp(z),
        what="The order of the logits must not change the result; yours changes.",
    )


@task("softmax", points=3, hint="Divide each exponential by the sum of its row.")
def test_softmax_of_rows(compare, rng):
    """Along the last axis, if none is named."""
    for n, k in (5, 3), (2, 7), (6, 2):
        compare.softmax(rng.normal(0.0, 2.0, size=(n, k)))


@task("softmax", points=2, hint="Keep the axis when you sum: (n, n) divided by (n,) divides columns.")
def test_softmax_of_square_tables(compare, rng):
    """A square table has different probabilities along its rows and its columns."""
    for n in 3, 4, 2:
        z = rng.normal(0.0, 2.0, size=(n, n))
        compare.softmax(z)
        compare.softmax(z, axis=0)
        compare.softmax(z, axis=1)
    compare.softmax(rng.normal(size=(3, 3, 3)), axis=1)


@task("softmax", points=3, hint="Pass the axis on to the maximum and to the sum.")
def test_softmax_along_every_axis(compare, rng):
    """Any axis may be named; negative numbers count from the last one."""
    for shape in (3, 5), (4, 2, 3), (2, 3, 4, 5), (2, 2, 2):
        z = rng.normal(0.0, 2.0, size=shape)
        for axis in range(-len(shape), len(shape)):
            compare.softmax(z, axis=axis)
            compare.softmax(z, axis)


@task("softmax", hint="A vector has one axis, the last one. One logit has the probability 1.")
def test_vectors_and_single_entries(compare, rng):
    """There is one axis only, or one entry along the axis."""
    compare.softmax(rng.normal(size=5))
    compare.softmax(rng.normal(size=8), axis=0)
    compare.softmax(rng.normal(size=(1, 4)))
    for axis in 0, 1:
        compare.softmax(rng.normal(size=(5, 1)), axis=axis)
    compare.softmax(np.full((3, 4), 2.5))


@task("softmax", points=2, hint="Subtract the largest logit first: the softmax does not change.")
def test_softmax_of_thousands(compare, rng):
    """The exponentials of the logits overflow, or all of them are 0."""
    for n, k, size in (3, 4, 1000.0), (5, 2, 1e4):
        for sign in -1.0, 1.0:
            z = sign * size + rng.normal(0.0, 2.0, size=(n, k))
            compare.softmax(z)
            compare.softmax(z, axis=0)
    compare.softmax(rng.normal(0.0, 1000.0, size=(6, 3)))


@task("softmax", points=2, hint="Each slice along the axis needs its own maximum.")
def test_softmax_of_slices_at_different_heights(compare, rng):
    """Some slices lie 742 or 3000 below others. Each must sum to 1."""
    for n, k, depth in (4, 3, 742.0), (3, 5, 742.0), (5, 2, 3000.0):
        z = one_low(rng, n, k, depth)
        compare.softmax(z)
        compare.softmax(z.T, axis=0)
        compare.softmax(np.stack([z, z - 2000.0]), axis=2)


@task("softmax", hint="Take the maximum along the axis that is named, also in a square table.")
def test_softmax_of_square_tables_at_different_heights(compare, rng):
    """In a square table, some slices lie far below others."""
    for n, depth in (4, 742.0), (3, 742.0), (6, 3000.0):
        z = one_low(rng, n, n, depth)
        compare.softmax(z, axis=1)
        compare.softmax(z.T, axis=0)
        compare.softmax(z.T, axis=-2)


@task("softmax", hint="Each slice along the axis needs its own maximum.")
def test_rows_on_a_stair(compare, rng):
    """Each row lies hundreds above the next one."""
    for n, k in (4, 3), (3, 5), (5, 5):
        z = heights(rng, n, k, 1500.0)
        compare.softmax(z)
        compare.softmax(z.T, axis=0)


@task("softmax", points=2, hint="Subtract the largest logit, and no number that is rounded to it.")
def test_softmax_keeps_its_digits_at_every_height(compare, rng):
    """A small difference of large logits counts in full."""
    for n, k, height in (4, 3, 1e8), (5, 6, 1e12):
        compare.softmax(heights(rng, n, k, height))
    z = np.array([[1e308, 1e308, -1e308], [-1e308, -1e308, -1e308], [1e308, 3.0, 2.0], [0.0, -1e308, 0.0]])
    compare.softmax(z)
    compare.softmax(z, axis=0)


@task("softmax", hint="Do not clip, and add no small constant.")
def test_small_probabilities_keep_their_digits(compare, rng):
    """Probabilities down to 1e-290 are compared to ten digits."""
    for n, k in (4, 3), (3, 6):
        z = -rng.uniform(20.0, 660.0, size=(n, k))
        z[np.arange(n), np.arange(n) % k] = rng.uniform(0.0, 5.0, size=n)
        compare.softmax(z)
        compare.softmax(z.T, axis=0)


@task("softmax", hint="Where all entries are minus infinity, their maximum cannot be subtracted.")
def test_softmax_of_minus_infinity(compare):
    """A logit of minus infinity has probability 0. If there are no others, the result is zeros."""
    compare.softmax(MASKED)
    compare.softmax(MASKED.T, axis=0)
    compare.softmax(MASKED, axis=0)
    compare.softmax(np.full((2, 3), -INF), axis=1)


@task("softmax", hint="Treat each slice by itself: one is minus infinity throughout, others are not.")
def test_masked_rows_among_others(compare, rng):
    """One row is minus infinity throughout, and the others are not."""
    for n, k in (5, 3), (4, 4), (2, 6):
        z = rng.normal(size=(n, k))
        z[0, 0] = -INF
        z[1] = -INF
        compare.softmax(z, axis=1)


@task("softmax", hint="Treat each slice by itself: one is minus infinity throughout, others are not.")
def test_masked_columns_among_others(compare, rng):
    """One column is minus infinity throughout, and the others are not."""
    for n, k in (5, 3), (4, 4), (2, 6):
        z = rng.normal(size=(n, k))
        z[0, 0] = -INF
        z[:, 1] = -INF
        compare.softmax(z, axis=0)


@task("softmax", hint="Convert integers to float64 first. In 8 bits, 100 minus -100 is -56.")
def test_softmax_of_every_narrow_type_and_float32(student, reference, compare, rng):
    """Integers of 8 and 16 bits give float64, and float32 stays float32."""
    for dtype in NARROW:
        z = narrow(rng, dtype, (3, 4))
        for axis in 0, 1:
            assert_close(student.softmax(z, axis=axis), reference.softmax(z, axis=axis), rtol=1e-10)
        compare.softmax(z)
        compare.softmax(rng.integers(0, 5, size=(2, 3)).astype(dtype))
    p = compare.softmax(rng.normal(size=(3, 4)).astype(np.float32), axis=0, rtol=1e-5, atol=1e-6)
    assert p.dtype == np.float32, "float32 logits must give float32 probabilities."


@task("softmax", weak=True, hint="Subtract the maximum from a copy, and keep nothing between calls.")
def test_sums_to_one_and_the_input_is_unchanged(student, rng):
    """Probabilities sum to 1, a constant changes nothing, and neither does an earlier call."""
    z = rng.normal(0.0, 3.0, size=(4, 3, 5))
    for axis in 0, 1, 2:
        p = student.softmax(z, axis=axis)
        assert_close(
            p.sum(axis=axis),
            np.ones(np.delete(z.shape, axis)),
            what="Probabilities must sum to 1 along the axis; yours do not.",
        )
        assert_close(
            student.softmax(z + 64.0, axis=axis),
            p,
            what="A constant added to all logits must change nothing; yours changes.",
        )
