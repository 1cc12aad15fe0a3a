"""k-max pooling: the order stays, and the first of equal values are taken."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def ends(rng, shape, dtype):
    """Integers near both ends of the range of a dtype."""
    least, most = np.iinfo(dtype).min, np.iinfo(dtype).max
    low, high = rng.integers(least, least + 9, shape), rng.integers(most - 8, most + 1, shape)
    return np.where(rng.random(shape) < 0.5, low, high).astype(dtype)


@task(
    "k_max_pool",
    points=2,
    hint="Find the positions of the largest values. Then read them from left to right.",
)
def test_largest_values_in_their_order(compare, rng):
    """The result holds the k largest values of each sequence, in their original order."""
    compare.k_max_pool(rng.normal(size=(4, 9)), 3)
    compare.k_max_pool(rng.normal(size=(7, 12)), 5)


@task("k_max_pool", points=2, hint="Pool over the last axis. There may be any number of axes before it.")
def test_any_number_of_axes(compare, rng):
    """The input may be a sequence, a batch of sequences, or a batch with channels."""
    compare.k_max_pool(rng.normal(size=11), 4)
    compare.k_max_pool(rng.normal(size=(2, 3, 8)), 2)
    compare.k_max_pool(rng.normal(size=(3, 2, 4, 7)), 6)


@task("k_max_pool", hint="This decides about positions, and so about the order of the result.")
def test_ties_go_to_the_first(compare, rng):
    """Of equal values, the first ones are taken."""
    compare.k_max_pool(rng.integers(1, 5, size=(40, 9)).astype(np.float64), 4)
    compare.k_max_pool(np.array([[2.0, 3.0, 2.0, 5.0, 2.0], [0.0, 1.0, 0.0, 0.0, 1.0]]), 3)


@task("k_max_pool", hint="Use a stable sort: it keeps equal values in their order.")
def test_ties_in_long_sequences(compare, rng):
    """In long sequences with many equal values, the first ones are taken."""
    compare.k_max_pool(rng.integers(1, 8, size=(3, 5, 60)).astype(np.float64), 25)
    compare.k_max_pool(np.tile([7.0, 8.0, 7.0], (2, 40)), 50)


@task("k_max_pool", hint="Compare values, not their absolute values.")
def test_negative_values(compare, rng):
    """A value far below 0 is small."""
    compare.k_max_pool(-1.0 - rng.random(size=(5, 8)), 3)
    compare.k_max_pool(rng.normal(-2.0, 3.0, size=(3, 10)), 4)


@task("k_max_pool", hint="k = 1 is max pooling over the axis. k = T drops nothing.")
def test_one_value_and_all_values(student, compare, rng):
    """k = 1 gives the maximum. k = T gives the whole sequence."""
    x = rng.normal(size=(3, 7))
    assert_close(
        student.k_max_pool(x, 1),
        x.max(axis=-1, keepdims=True),
        what="For k = 1, the result must be the maximum; yours is not.",
    )
    assert_close(
        student.k_max_pool(x, 7), x, what="For k = T, the result must be the whole sequence; yours is not."
    )
    compare.k_max_pool(rng.normal(size=(4, 6)), 5)


@task("k_max_pool", weak=True, hint="Check both limits of k.")
def test_impossible_k_is_refused(compare, rng):
    """ValueError is raised for k below 1 and for k above the length."""
    for shape, k in ((3, 5), 6), ((6, 3), 4), ((3, 5), 0), ((3, 5), -1), ((4,), 5):
        compare.raises("ValueError", "k_max_pool", rng.normal(size=shape), k)


@task("k_max_pool", points=2, hint="Do not use minus infinity as a mark for values that were taken.")
def test_values_of_minus_infinity(compare, rng):
    """Minus infinity is a value like others."""
    compare.k_max_pool(
        np.array([[-np.inf, 3.0, -np.inf, -np.inf, 1.0], [2.0, -np.inf, -np.inf, -np.inf, 4.0]]), 4
    )
    for shape, k in ((6, 9), 5), ((3, 4, 12), 8):
        x = rng.normal(size=shape)
        x[rng.random(size=shape) < 0.6] = -np.inf
        x[0] = -np.inf
        compare.k_max_pool(x, k)


@task("k_max_pool", hint="Compare the values without a tolerance.")
def test_nearly_equal_values_are_no_tie(compare, rng):
    """The larger of two nearly equal values is taken."""
    for tiny in 1e-14, 1e-10, 1e-7:
        rows = np.tile([1.0, 5.0, 1.0 + tiny, 3.0, 1.0 + 2 * tiny, 7.0], (4, 1))
        compare.k_max_pool(rows, 4)
        compare.k_max_pool(rng.permuted(rows, axis=1) * 1e3, 5)


@task("k_max_pool", hint="Find an axis by its position, not by its length.")
def test_equal_sizes(compare, rng):
    """There are as many sequences as steps, or k is equal to the length."""
    for shape, k in ((2, 4), 2), ((6, 6), 4), ((3, 3), 3), ((4, 4, 4), 2), ((2, 5, 5), 5), ((3, 7), 3):
        compare.k_max_pool(rng.normal(size=shape), k)


@task("k_max_pool", hint="The values are selected, not changed.")
def test_large_and_tiny_values(compare, rng):
    """Values may be tiny or large."""
    for scale in 1e-13, 1e3, 1e6:
        for shape, k in ((5, 8), 3), ((2, 3, 11), 6):
            compare.k_max_pool(scale * rng.normal(size=shape), k, atol=1e-12 * scale)


@task("k_max_pool", hint="Convert to float64 first: -(-128) overflows in 8 bits.")
def test_integers_of_every_width(compare, rng):
    """Integers of 8, 16 and 64 bits become float64."""
    for dtype in np.int8, np.uint8, np.int16, np.uint16:
        x = ends(rng, (12, 9), dtype)
        x[:, 4] = np.iinfo(dtype).min
        x[:, 6] = 0
        y = compare.k_max_pool(x, 7)
        assert y.dtype == np.float64, "Integers must give float64."
        compare.k_max_pool(x.reshape(3, 4, 9), 4)
    compare.k_max_pool(rng.integers(-9, 10, size=(6, 9)), 4)


@task("k_max_pool", hint="Give the result the dtype of the input. Do not write into arguments.")
def test_single_precision_and_memory_layouts(compare, rng):
    """float32 stays float32, and transposed arrays and slices are accepted."""
    kept = compare.k_max_pool(rng.normal(size=(5, 8)).astype(np.float32), 3)
    assert kept.dtype == np.float32, "float32 must stay float32."
    for x in rng.normal(size=(8, 5)).T, rng.normal(size=(6, 9))[::2, ::-1]:
        for _ in range(2):  # the second answer must be the first
            compare.k_max_pool(x, 3)
