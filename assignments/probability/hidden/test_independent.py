"""Independence of two variables."""

from __future__ import annotations

import numpy as np
from support import NARROW, certain, dependent, no_distributions, product, shift, table

from grader.testing import task


def uncorrelated(rng, a, b):
    """Dependent variables with covariance 0: the values of A are 0, 1, …, and those of B as well."""
    joint = np.outer(np.full(a, 1 / a), table(rng, b))
    amount = 0.3 * joint.min()
    for sign, row in (1, 0), (-2, 1), (1, 2):
        joint[row, 0] += sign * amount
        joint[row, -1] -= sign * amount
    return joint


@task("independent", points=3, hint="Compare each cell with the product of its row sum and its column sum.")
def test_products_and_others(compare, rng):
    """A table of products is independent; a table with moved probability is not."""
    compare.are_independent(product(rng, 3, 4))
    compare.are_independent(dependent(rng, 4, 2))
    compare.are_independent(product(rng, 2, 5))
    compare.are_independent(product(rng, 5, 4))


@task("independent", points=2, hint="Compare each cell with the product of its row sum and its column sum.")
def test_dependent_tables_first(compare, rng):
    """Moved probability makes variables dependent, also where rows and columns keep their sums."""
    compare.are_independent(dependent(rng, 5, 3))
    compare.are_independent(product(rng, 5, 3))
    compare.are_independent(table(rng, 2, 6))
    compare.are_independent(dependent(rng, 3, 4))


@task("independent", points=2, hint="Compare each cell with the product of its row sum and its column sum.")
def test_square_tables(compare, rng):
    """Square tables are judged by every cell, on the diagonal and off it."""
    compare.are_independent(product(rng, 4, 4))
    compare.are_independent(np.diag(table(rng, 4)))
    compare.are_independent(dependent(rng, 3, 3))
    compare.are_independent(np.ones((2, 2)) / 4)


@task("independent", points=2, hint="Covariance 0 is less than independence. Compare every cell.")
def test_uncorrelated_and_yet_dependent(compare, rng):
    """Variables with covariance 0 may depend on each other."""
    compare.are_independent(uncorrelated(rng, 3, 4))
    compare.are_independent(product(rng, 3, 6))
    compare.are_independent(product(rng, 2, 4))


@task("independent", hint="Covariance 0 is less than independence. Compare every cell.")
def test_uncorrelated_in_small_tables(compare, rng):
    """Covariance 0 is not enough, also in a small table."""
    compare.are_independent(uncorrelated(rng, 3, 2))
    compare.are_independent(product(rng, 2, 2))
    compare.are_independent(product(rng, 4, 2))


@task("independent", hint="Covariance 0 is less than independence. Compare every cell.")
def test_uncorrelated_in_square_tables(compare, rng):
    """Covariance 0 is not enough, also in a square table."""
    compare.are_independent(uncorrelated(rng, 3, 3))
    compare.are_independent(product(rng, 3, 3))
    compare.are_independent(product(rng, 5, 5))


@task("independent", hint="The tolerance is 1e-6 for each cell, small or large, and not for all together.")
def test_small_errors_in_every_cell(compare, rng):
    """All cells are off by less than 2e-7, or all are off by more than 5e-6. Some cells are small."""
    for a, b in (6, 8), (10, 12):
        signs = np.where(np.add.outer(np.arange(a), np.arange(b)) % 2, 1.0, -1.0)  # they cancel in every sum
        for size in 1.5e-7, 7e-6:
            compare.are_independent(product(rng, a, b) + size * signs)


@task("independent", points=2, hint="Compare each cell with the product of its row sum and its column sum.")
def test_one_block_depends(compare, rng):
    """All rows but two agree. Two rows are enough to make variables dependent."""
    for a, b in (6, 4), (5, 7), (4, 3):
        joint = product(rng, a, b)
        joint[-2:, -2:] = shift(joint[-2:, -2:], 0.5 * joint[-2:, -2:].min())
        compare.are_independent(joint)
        compare.are_independent(product(rng, a, b))
    compare.are_independent(product(rng, 3, 4))


@task("independent", points=2, hint="A cell may differ by 1e-6, not more.")
def test_tolerance(compare, rng):
    """A cell may be off by 1e-7 and not by 1e-5."""
    for a, b, error in (3, 4, 1e-7), (4, 4, 1e-5), (2, 3, -1e-7), (5, 3, -1e-5):
        compare.are_independent(shift(product(rng, a, b), error))


@task("independent", points=2, hint="A product of probabilities is rarely exact. A cell may differ by 1e-6.")
def test_rounding_errors_are_forgiven(compare, rng):
    """Rounding errors make no variables dependent, in small tables and in large ones."""
    for a, b, error in (9, 8, 2e-9), (2, 2, 1e-8), (12, 5, -1e-8):
        compare.are_independent(shift(product(rng, a, b), error))
        compare.are_independent(dependent(rng, a, b))
    compare.are_independent(dependent(rng, 3, 5))


@task("independent", hint="A cell may differ by 1e-6, not more.")
def test_small_differences_that_count(compare, rng):
    """A difference of 1e-5 in four cells makes variables dependent."""
    for a, b in (3, 2), (2, 7), (4, 6):
        compare.are_independent(shift(product(rng, a, b), 1e-5))
        compare.are_independent(product(rng, a, b))
    compare.are_independent(product(rng, 3, 3))


@task("independent", hint="A sum may be 0. There the product is 0, and so is the cell.")
def test_values_that_never_occur(compare, rng):
    """A value of probability 0 makes no variables dependent."""
    for a, b in (3, 4), (5, 2):
        joint = np.outer(np.insert(table(rng, a - 1), 1, 0.0), table(rng, b))
        compare.are_independent(joint)
        compare.are_independent(joint.T)
        compare.are_independent(np.vstack([dependent(rng, a, b), np.zeros(b)]))


@task("independent", hint="A variable with a single value is independent of every other.")
def test_a_single_value(compare, rng):
    """A variable with one value, or with one possible value, is independent of every other."""
    compare.are_independent(table(rng, 1, 5))
    compare.are_independent(table(rng, 4, 1))
    compare.are_independent(np.ones((1, 1)))
    compare.are_independent(np.eye(2) / 2)


@task("independent", hint="Convert integers to float64 first. Keep nothing between calls.")
def test_dtypes_and_repeated_calls(compare, rng):
    """float32 and integers of any width are accepted. The same call gives the same answer."""
    first, other = product(rng, 4, 3), dependent(rng, 3, 4)
    for case in first, other, first:
        compare.are_independent(case)
        compare.are_independent(case.astype(np.float32))
        compare.are_independent(np.asfortranarray(case))
    for dtype in NARROW:
        compare.are_independent(certain(dtype, 3, 4))


@task("independent", weak=True, hint="Check the table first.")
def test_bad_tables_are_refused(compare, rng):
    """ValueError is raised for tables that are no distribution or do not have two axes."""
    for joint in no_distributions(2, 3):
        compare.raises("ValueError", "are_independent", joint)
    for joint in (table(rng, 4), table(rng, 2, 3, 2), np.float64(1.0)):
        compare.raises("ValueError", "are_independent", joint)
