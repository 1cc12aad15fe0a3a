"""k-max pooling: the order stays, ties go to the first."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


@task(
    "k_max_pool", points=2, hint="Find out where the largest values stand, then read them from left to right."
)
def test_largest_values_in_their_order(compare, rng):
    """The k largest values of every sequence, in the order in which they stand."""
    compare.k_max_pool(rng.normal(size=(4, 9)), 3)
    compare.k_max_pool(rng.normal(size=(7, 12)), 5)


@task(
    "k_max_pool", points=2, hint="Everything happens along the last axis, however many there are before it."
)
def test_any_number_of_axes(compare, rng):
    """One sequence, a batch of sequences, or a batch with channels."""
    compare.k_max_pool(rng.normal(size=11), 4)
    compare.k_max_pool(rng.normal(size=(2, 3, 8)), 2)
    compare.k_max_pool(rng.normal(size=(3, 2, 4, 7)), 6)


@task("k_max_pool", hint="Of equal values the earlier ones are taken, which decides what stands where.")
def test_ties_go_to_the_first(compare, rng):
    """Where more values are equal than are needed, those that stand first are taken."""
    compare.k_max_pool(rng.integers(1, 5, size=(40, 9)).astype(np.float64), 4)
    compare.k_max_pool(np.array([[2.0, 3.0, 2.0, 5.0, 2.0], [0.0, 1.0, 0.0, 0.0, 1.0]]), 3)


@task("k_max_pool", hint="Not every way of sorting keeps equal values in their order.")
def test_ties_in_long_sequences(compare, rng):
    """Long sequences of few different values: many ties, and still the first are taken."""
    compare.k_max_pool(rng.integers(1, 8, size=(3, 5, 60)).astype(np.float64), 25)
    compare.k_max_pool(np.tile([7.0, 8.0, 7.0], (2, 40)), 50)


@task("k_max_pool", hint="Large is not the same as far from 0.")
def test_negative_values(compare, rng):
    """A value far below 0 is small."""
    compare.k_max_pool(-1.0 - rng.random(size=(5, 8)), 3)
    compare.k_max_pool(rng.normal(-2.0, 3.0, size=(3, 10)), 4)


@task("k_max_pool", hint="With k = 1 it is max pooling, with k = T nothing is left out.")
def test_one_value_and_all_values(student, compare, rng):
    """k = 1 gives the maximum, and k = T the sequence itself."""
    x = rng.normal(size=(3, 7))
    assert_close(student.k_max_pool(x, 1), x.max(axis=-1, keepdims=True), what="k = 1")
    assert_close(student.k_max_pool(x, 7), x, what="k = T")
    compare.k_max_pool(rng.normal(size=(4, 6)), 5)


@task("k_max_pool", hint="The convention for dtypes holds for pooling too; write into no argument.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and a transposed array is as good as any."""
    pooled = compare.k_max_pool(rng.normal(size=(5, 8)).astype(np.float32), 3)
    assert pooled.dtype == np.float32, "float32 must stay float32"
    compare.k_max_pool(rng.integers(0, 256, size=(6, 9)).astype(np.uint8), 4)
    for x in rng.normal(size=(8, 5)).T, rng.normal(size=(6, 9))[::2, ::-1]:
        for _ in range(2):  # the second answer must be the first
            compare.k_max_pool(x, 3)


@task("k_max_pool", weak=True, hint="Both ends of the range of k can be missed.")
def test_impossible_k_is_refused(compare, rng):
    """k less than 1 or greater than the length: ValueError."""
    for shape, k in ((3, 5), 6), ((6, 3), 4), ((3, 5), 0), ((3, 5), -1), ((4,), 5):
        compare.raises("ValueError", "k_max_pool", rng.normal(size=shape), k)
