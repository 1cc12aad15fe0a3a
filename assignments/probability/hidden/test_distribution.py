"""The axioms of probability."""

from __future__ import annotations

import numpy as np
from support import NARROW, certain, table

from grader.testing import task


def negative(rng, *shape):
    """Numbers that sum to 1, one of them below 0."""
    p = table(rng, *shape)
    place = rng.integers(p.size)
    moved = p.flat[place] * rng.uniform(1.5, 3.0)
    p.flat[place] -= moved
    p.flat[(place + 1) % p.size] += moved
    return p


@task("distribution", points=3, hint="Two questions: is no number negative, and is the sum of all numbers 1?")
def test_sums_of_short_rows(compare, rng):
    """Rows with sum 1 are distributions; rows with another sum are not."""
    compare.is_distribution(0.7 * table(rng, 4))
    compare.is_distribution(table(rng, 3))
    compare.is_distribution(negative(rng, 5))
    compare.is_distribution(table(rng, 6) + 0.01)


@task("distribution", points=2, hint="Is a sum of 1 enough?")
def test_a_negative_number(compare, rng):
    """A negative number is no probability, also when the sum is 1."""
    compare.is_distribution(negative(rng, 7))
    compare.is_distribution(table(rng, 5))
    compare.is_distribution(1.4 * table(rng, 9))


@task("distribution", points=2, hint="Sum over all numbers, whatever the number of axes is.")
def test_tables_with_several_axes(compare, rng):
    """A table with two or three axes is a distribution if all its cells together sum to 1."""
    compare.is_distribution(table(rng, 3, 4))
    rows = rng.uniform(0.2, 1.0, size=(4, 3))
    compare.is_distribution(rows / rows.sum(axis=1, keepdims=True))
    compare.is_distribution(rows / rows.sum(axis=0))
    compare.is_distribution(negative(rng, 2, 5))
    compare.is_distribution(table(rng, 2, 3, 2))


@task("distribution", hint="Sum over all numbers, whatever the number of axes is.")
def test_rows_that_each_sum_to_1(compare, rng):
    """A table whose rows each sum to 1 sums to more than 1."""
    rows = rng.uniform(0.2, 1.0, size=(2, 6))
    compare.is_distribution(rows / rows.sum(axis=1, keepdims=True))
    compare.is_distribution(table(rng, 2, 6))
    cubes = rng.uniform(0.2, 1.0, size=(2, 3, 4))
    compare.is_distribution(table(rng, 2, 3, 4))
    compare.is_distribution(cubes / cubes.sum(axis=(1, 2), keepdims=True))


@task("distribution", hint="A sum of floats is rarely exactly 1. The statement gives a tolerance.")
def test_rounding_errors_are_forgiven(compare, rng):
    """A sum that is off by 1e-7 is a sum of 1; a sum that is off by 1e-5 is not."""
    for size, error in (5, 1e-7), (8, -1e-7), (5, 1e-5), (6, -1e-5), (3, 2e-8):
        compare.is_distribution((1 + error) * table(rng, size))


@task("distribution", hint="A sum of floats is rarely exactly 1. The statement gives a tolerance.")
def test_rounding_errors_of_large_tables(compare, rng):
    """The tolerance is the same for a table with many cells."""
    for shape, error in ((7, 3), -1e-8), ((40, 5), 1e-7), ((40, 5), 1e-5), ((30,), -1e-5):
        compare.is_distribution((1 + error) * table(rng, *shape))


@task("distribution", hint="A sum of floats is rarely exactly 1. The statement gives a tolerance.")
def test_a_tiny_error_in_one_place(compare, rng):
    """One cell may be off by 1e-7 and not by 1e-5."""
    for size, error in (4, 1e-7), (9, -1e-7), (4, 1e-5), (11, -1e-5):
        p = table(rng, size)
        p[rng.integers(size)] += error
        compare.is_distribution(p)


@task("distribution", hint="A number may be 0 or 1. Every number counts, also the last one.")
def test_certain_outcomes(compare, rng):
    """A probability may be 0 or 1. All other sums of zeros and ones are refused."""
    compare.is_distribution(np.array([1.0]))
    compare.is_distribution(np.eye(4)[rng.integers(4)])
    compare.is_distribution(np.zeros(3))
    compare.is_distribution(np.eye(3))
    compare.is_distribution(np.array([0.0, -0.0, 1.0]))


@task("distribution", hint="What are the answers for NaN, for infinity and for an empty table?")
def test_what_is_no_number(compare, rng):
    """NaN, infinite numbers and empty tables are no distributions."""
    for bad in np.nan, np.inf, -np.inf:
        p = table(rng, 5)
        p[rng.integers(5)] = bad
        compare.is_distribution(p)
        compare.is_distribution(np.append(table(rng, 3), bad))
    compare.is_distribution(np.zeros(0))
    compare.is_distribution(table(rng, 4))


@task("distribution", hint="A table in which the huge numbers cancel is no distribution.")
def test_huge_and_tiny_numbers(compare, rng):
    """Huge numbers and tiny negative ones are refused, and tiny probabilities are accepted."""
    compare.is_distribution(np.array([1e25, 1.0, -1e25]))
    compare.is_distribution(np.array([1e-25, 1.0, 1e-300]))
    compare.is_distribution(np.array([1e25, 0.5]))
    compare.is_distribution(np.array([1.1, -1e-1, 0.0]))
    for tiny in -1e-300, -1e-15, 1e-15:
        p = table(rng, 5)
        p[rng.integers(5)] = 0.0
        compare.is_distribution(np.append(p / p.sum(), tiny))


@task("distribution", hint="Convert integers to float64 before you add.")
def test_integers_and_float32(compare, rng):
    """Integers of any width and float32 are judged in the same way."""
    for dtype in NARROW:
        compare.is_distribution(certain(dtype, 5))
        compare.is_distribution(certain(dtype, 2, 3))
        compare.is_distribution(np.array([100, 100, 57], dtype=dtype))
        compare.is_distribution(np.array([0, 1, 1], dtype=dtype))
    for dtype in np.int8, np.int16:
        compare.is_distribution(np.array([2, -1], dtype=dtype))
    compare.is_distribution(table(rng, 6).astype(np.float32))
    compare.is_distribution(table(rng, 4, 3).T)
    compare.is_distribution((1.001 * table(rng, 6)).astype(np.float32))
