"""Independence of two variables, given a third one."""

from __future__ import annotations

import numpy as np
from support import NARROW, certain, dependent, no_distributions, product, shift, stacked, table

from grader.testing import task


def skewed(rng, a, b, towards):
    """The table of two independent variables that prefer their first values, or their last ones."""
    up, down = np.linspace(1.0, 3.0, a), np.linspace(3.0, 1.0, b)
    rows, columns = (up, up[:1].repeat(b) * down[::-1]) if towards else (up[::-1], down)
    joint = np.outer(rows, columns) * np.outer(rng.uniform(0.9, 1.1, size=a), rng.uniform(0.9, 1.1, size=b))
    return joint / joint.sum()


def given(rng, a, b, c, weights=None):
    """A and B are independent given C, and dependent without C."""
    weights = table(rng, c) if weights is None else weights
    return stacked([skewed(rng, a, b, k % 2) for k in range(c)], weights)


def broken(rng, a, b, c, place, weights=None):
    """As ``given``, but for one value of C the variables depend on each other."""
    weights = table(rng, c) if weights is None else weights
    parts = [skewed(rng, a, b, k % 2) for k in range(c)]
    parts[place] = shift(parts[place], 0.5 * parts[place].min())
    return stacked(parts, weights)


def cancelling(rng, a, b):
    """A and B are independent without C, and dependent given each of its two values."""
    joint = product(rng, a, b)
    amount = 0.5 * joint.min()
    return stacked([shift(joint, amount), shift(joint, -amount)], [0.5, 0.5])


def rare_weights(rng, c, place, weight):
    """Probabilities of the values of C, one of them very small."""
    weights = np.insert(table(rng, c - 1), place, weight)
    return weights / weights.sum()


@task(
    "conditionally_independent",
    points=3,
    hint="For each value of C: condition on it, then compare with the product of the two marginals.",
)
def test_independent_given_c(compare, rng):
    """A and B are independent for each value of C, though they are dependent without C."""
    compare.are_conditionally_independent(given(rng, 3, 4, 2))
    compare.are_conditionally_independent(broken(rng, 2, 3, 4, 1))
    compare.are_conditionally_independent(given(rng, 2, 3, 4))
    compare.are_conditionally_independent(given(rng, 4, 2, 3))


@task(
    "conditionally_independent",
    points=2,
    hint="For each value of C: condition on it, then compare with the product of the two marginals.",
)
def test_dependent_for_one_value_of_c(compare, rng):
    """One value of C for which A and B depend on each other is enough."""
    for a, b, c, place in (3, 2, 4, 2), (2, 4, 3, 1), (3, 3, 2, 1):
        compare.are_conditionally_independent(broken(rng, a, b, c, place))
        compare.are_conditionally_independent(given(rng, a, b, c))
    compare.are_conditionally_independent(given(rng, 3, 4, 2))


@task("conditionally_independent", points=2, hint="Look at every value of C, not only at the first one.")
def test_dependent_for_the_last_value_of_c(compare, rng):
    """The last value of C counts as well as the first one."""
    for a, b, c in (2, 3, 5), (4, 2, 2):
        compare.are_conditionally_independent(broken(rng, a, b, c, c - 1))
        compare.are_conditionally_independent(given(rng, a, b, c))
        compare.are_conditionally_independent(broken(rng, a, b, c, 0))


@task("conditionally_independent", points=2, hint="Look at every value of C, not only at the last one.")
def test_dependent_for_the_first_value_of_c(compare, rng):
    """The first value of C counts as well as the last one."""
    for a, b, c in (3, 2, 3), (2, 2, 4):
        compare.are_conditionally_independent(broken(rng, a, b, c, 0))
        compare.are_conditionally_independent(given(rng, a, b, c))
    compare.are_conditionally_independent(given(rng, 3, 4, 2))


@task("conditionally_independent", hint="Look at every value of C.")
def test_dependent_for_a_value_in_the_middle(compare, rng):
    """A value of C between the others counts like them."""
    for a, b, c, place in (2, 5, 6, 3), (4, 4, 4, 2), (2, 3, 3, 1):
        compare.are_conditionally_independent(broken(rng, a, b, c, place))
        compare.are_conditionally_independent(given(rng, a, b, c))
    compare.are_conditionally_independent(given(rng, 3, 4, 2))


@task("conditionally_independent", points=2, hint="Do not sum C out: condition on it.")
def test_independent_only_without_c(compare, rng):
    """A and B may be independent without C and dependent given C."""
    compare.are_conditionally_independent(cancelling(rng, 3, 4))
    compare.are_conditionally_independent(given(rng, 4, 3, 2))
    compare.are_conditionally_independent(given(rng, 2, 3, 3))


@task("conditionally_independent", points=2, hint="Do not sum C out: condition on it.")
def test_two_coins_and_their_agreement(compare, rng):
    """Two fair coins are independent. Given whether they agree, they are not."""
    agree = stacked([np.eye(2) / 2, (1 - np.eye(2)) / 2], [0.5, 0.5])
    compare.are_conditionally_independent(agree)
    compare.are_conditionally_independent(given(rng, 2, 2, 2))
    compare.are_conditionally_independent(given(rng, 2, 3, 3))


@task("conditionally_independent", hint="Do not sum C out: condition on it.")
def test_independent_only_without_c_in_other_sizes(compare, rng):
    """Effects of C that cancel out in the sum over C still count."""
    for a, b in (2, 6), (5, 2):
        compare.are_conditionally_independent(cancelling(rng, a, b))
        compare.are_conditionally_independent(given(rng, a, b, 3))
    compare.are_conditionally_independent(given(rng, 3, 4, 2))


@task("conditionally_independent", points=2, hint="C is the last axis.")
def test_the_order_of_the_axes(compare, rng):
    """A table in which B and C are independent given A is another matter."""
    for a, b, c in (3, 2, 2), (2, 3, 4):
        compare.are_conditionally_independent(np.moveaxis(given(rng, b, c, a), 2, 0))
        compare.are_conditionally_independent(given(rng, a, b, c))
    compare.are_conditionally_independent(given(rng, 3, 4, 2))


@task("conditionally_independent", points=2, hint="C is the last axis.")
def test_the_order_of_the_axes_in_a_cube(compare, rng):
    """In a cube, the shape does not show which axis is C. The numbers do."""
    for size in 3, 2, 4:
        joint3 = given(rng, size, size, size)
        compare.are_conditionally_independent(np.moveaxis(joint3, 2, 0))
        compare.are_conditionally_independent(joint3)
    compare.are_conditionally_independent(given(rng, 3, 4, 2))


@task("conditionally_independent", points=2, hint="C is the last axis.")
def test_c_on_the_middle_axis(compare, rng):
    """A table in which A and C are independent given B is another matter."""
    for a, b, c in (2, 4, 3), (3, 3, 3):
        compare.are_conditionally_independent(np.moveaxis(given(rng, a, c, b), 2, 1))
        compare.are_conditionally_independent(np.moveaxis(given(rng, b, c, a), 2, 0))
        compare.are_conditionally_independent(given(rng, a, b, c))


@task(
    "conditionally_independent",
    points=2,
    hint="For each value of C: condition on it, then compare with the product of the two marginals.",
)
def test_three_independent_variables(compare, rng):
    """Three variables that are independent of each other are so given C, too."""
    for a, b, c in (3, 2, 4), (2, 5, 3), (4, 4, 2):
        compare.are_conditionally_independent(stacked([product(rng, a, b)] * c, table(rng, c)))
    compare.are_conditionally_independent(broken(rng, 3, 2, 4, 2))


@task("conditionally_independent", points=3, hint="A value of C with probability 0 sets no condition.")
def test_values_of_c_that_never_occur(compare, rng):
    """A value of C with probability 0 sets no condition, and makes nothing NaN."""
    compare.are_conditionally_independent(given(rng, 3, 4, 3, np.array([0.4, 0.0, 0.6])))
    compare.are_conditionally_independent(broken(rng, 2, 3, 3, 2, np.array([0.0, 0.5, 0.5])))
    compare.are_conditionally_independent(given(rng, 2, 3, 2, np.array([0.0, 1.0])))
    compare.are_conditionally_independent(given(rng, 2, 2, 4, np.array([0.0, 0.5, 0.5, 0.0])))


@task("conditionally_independent", hint="A value of C with probability 0 sets no condition.")
def test_the_first_or_the_last_value_of_c_never_occurs(compare, rng):
    """The value of C that never occurs may be the first or the last one."""
    for weights in [0.0, 0.3, 0.7], [0.2, 0.2, 0.6, 0.0]:
        c = len(weights)
        compare.are_conditionally_independent(given(rng, 2, 4, c, np.array(weights)))
        compare.are_conditionally_independent(broken(rng, 2, 4, c, 1, np.array(weights)))


@task("conditionally_independent", hint="A value of C with probability 0 sets no condition.")
def test_many_values_of_c_never_occur(compare, rng):
    """Most values of C never occur. The others decide."""
    weights = np.array([0.0, 0.5, 0.0, 0.0, 0.5, 0.0])
    compare.are_conditionally_independent(given(rng, 4, 2, 6, weights))
    compare.are_conditionally_independent(broken(rng, 4, 2, 6, 4, weights))
    compare.are_conditionally_independent(broken(rng, 2, 3, 6, 1, weights))


@task(
    "conditionally_independent",
    points=3,
    hint="Condition first and compare then. A rare value of C counts like any other.",
)
def test_dependent_for_a_rare_value_of_c(compare, rng):
    """A value of C with probability 1e-9 counts like any other."""
    for a, b, c, place in (3, 4, 2, 1), (2, 3, 4, 0):
        weights = rare_weights(rng, c, place, 1e-9)
        compare.are_conditionally_independent(broken(rng, a, b, c, place, weights))
        compare.are_conditionally_independent(given(rng, a, b, c, weights))


@task(
    "conditionally_independent",
    hint="Condition first and compare then. A rare value of C counts like any other.",
)
def test_dependent_for_a_very_rare_value_of_c(compare, rng):
    """A value of C with probability 1e-50 counts like any other."""
    for a, b, c, place in (2, 2, 3, 1), (4, 3, 2, 0):
        weights = rare_weights(rng, c, place, 1e-50)
        compare.are_conditionally_independent(given(rng, a, b, c, weights))
        compare.are_conditionally_independent(broken(rng, a, b, c, place, weights))


@task(
    "conditionally_independent",
    hint="Condition first and compare then. A rare value of C counts like any other.",
)
def test_the_rarest_values_of_c(compare, rng):
    """Two values of C have probability 1e-200. A and B depend on each other for one of them."""
    weights = np.array([1e-200, 0.7, 0.3, 1e-200])
    compare.are_conditionally_independent(broken(rng, 3, 2, 4, 3, weights))
    compare.are_conditionally_independent(given(rng, 3, 2, 4, weights))


@task("conditionally_independent", hint="A cell of the conditional table may differ by 1e-6, not more.")
def test_tolerance(compare, rng):
    """A cell of the conditional table may be off by 1e-7 and not by 1e-5."""
    for a, b, c, error in (3, 4, 3, 1e-7), (2, 2, 3, 1e-5), (3, 2, 2, -1e-7), (2, 5, 4, -1e-5):
        parts = [shift(skewed(rng, a, b, k % 2), error) for k in range(c)]
        compare.are_conditionally_independent(stacked(parts, table(rng, c)))


@task(
    "conditionally_independent", hint="A product of probabilities is rarely exact. A cell may differ by 1e-6."
)
def test_rounding_errors_are_forgiven(compare, rng):
    """Rounding errors make no variables dependent."""
    for a, b, c, error in (4, 5, 3, 1e-8), (6, 2, 4, -1e-9):
        parts = [shift(skewed(rng, a, b, k % 2), error) for k in range(c)]
        compare.are_conditionally_independent(stacked(parts, table(rng, c)))
        compare.are_conditionally_independent(broken(rng, a, b, c, 1))
    compare.are_conditionally_independent(broken(rng, 2, 4, 3, 2))


@task("conditionally_independent", hint="A variable with a single value is independent of every other.")
def test_single_values(compare, rng):
    """A variable with one value is independent. With one value of C, nothing but A and B counts."""
    compare.are_conditionally_independent(table(rng, 1, 4, 3))
    compare.are_conditionally_independent(dependent(rng, 3, 2)[:, :, None])
    compare.are_conditionally_independent(product(rng, 2, 3)[:, :, None])
    compare.are_conditionally_independent(table(rng, 3, 1, 2))


@task("conditionally_independent", hint="Convert integers to float64 first. Keep nothing between calls.")
def test_dtypes_and_repeated_calls(compare, rng):
    """float32 and integers of any width are accepted. The same call gives the same answer."""
    first, other = given(rng, 2, 3, 4), broken(rng, 3, 2, 2, 1)
    for case in first, other, first:
        compare.are_conditionally_independent(case)
        compare.are_conditionally_independent(case.astype(np.float32))
        compare.are_conditionally_independent(np.asfortranarray(case))
    for dtype in NARROW:
        compare.are_conditionally_independent(certain(dtype, 2, 3, 4))


@task("conditionally_independent", weak=True, hint="Check the table first.")
def test_bad_tables_are_refused(compare, rng):
    """ValueError is raised for tables that are no distribution or do not have three axes."""
    for joint3 in no_distributions(2, 3, 2):
        compare.raises("ValueError", "are_conditionally_independent", joint3)
    for joint3 in (table(rng, 4), table(rng, 2, 3), table(rng, 2, 1, 2, 2)):
        compare.raises("ValueError", "are_conditionally_independent", joint3)
