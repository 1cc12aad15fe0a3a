"""Conditional distributions."""

from __future__ import annotations

import numpy as np
from support import NARROW, certain, no_distributions, table

from grader.testing import assert_close, task


@task("conditional", points=3, hint="Divide by the probability of the condition: the sum of its slice.")
def test_two_variables(compare, rng):
    """For each value of the known variable, the other one has its distribution."""
    for shape in (3, 4), (5, 2), (2, 6):
        for axis in 0, 1:
            compare.conditional(table(rng, *shape), axis)


@task("conditional", points=2, hint="Which variable is known? Its slices are what sums to 1.")
def test_square_tables(compare, rng):
    """In a square table, the shape does not show which variable is known. The numbers do."""
    for size in 2, 3, 5:
        for axis in 0, 1:
            compare.conditional(table(rng, size, size), axis)


@task("conditional", points=3, hint="Sum over all axes but the known one.")
def test_three_variables(compare, rng):
    """With three variables, the two others have a joint distribution for each value of the known one."""
    for shape in (2, 3, 4), (4, 2, 5), (3, 3, 3):
        for axis in 0, 1, 2:
            compare.conditional(table(rng, *shape), axis)


@task("conditional", points=2, hint="Sum over all axes but the known one.")
def test_four_variables(compare, rng):
    """With four variables, the three others have a joint distribution for each value of the known one."""
    for shape in (2, 3, 2, 4), (3, 1, 2, 2):
        for axis in range(4):
            compare.conditional(table(rng, *shape), axis)


@task("conditional", points=3, hint="The statement says what stands where the condition has probability 0.")
def test_a_condition_that_never_holds(compare, rng):
    """A condition of probability 0 gives zeros: no NaN, and no equal shares."""
    for shape, place in ((3, 4), 2), ((5, 3), 0):
        joint = table(rng, *shape)
        joint[:, place - 1] = 0.3
        joint[:, place] = 0.0
        compare.conditional(joint / joint.sum(), 1)


@task("conditional", points=2, hint="The statement says what stands where the condition has probability 0.")
def test_conditions_that_never_hold_in_larger_tables(compare, rng):
    """Several conditions have probability 0, on any axis of a table with two or three axes."""
    joint = table(rng, 6, 3)
    joint[[1, 5]] = 0.0
    joint[3] = 0.4
    compare.conditional(joint / joint.sum(), 0)
    joint = table(rng, 2, 3, 5)
    joint[:, :, [0, 3]] = 0.0
    joint[:, 1] = 0.0
    joint /= joint.sum()
    for axis in 0, 1, 2:
        compare.conditional(joint, axis)


@task("conditional", points=2, hint="Add no small constant to the divisor, and set no bound for it.")
def test_rare_conditions(compare, rng):
    """A condition may be as rare as 1e-200. Its slice is a distribution like any other."""
    for shape, place in ((4, 3), 1), ((3, 5), 4):
        joint = table(rng, *shape)
        joint[:, place] *= 1e-200
        compare.conditional(joint / joint.sum(), 1, atol=0.0)


@task("conditional", points=2, hint="Add no small constant to the divisor, and set no bound for it.")
def test_conditions_from_common_to_rare(compare, rng):
    """Conditions have probabilities from nearly 1 down to 1e-280."""
    for shape in (6, 2), (4, 3, 2):
        rare = 10.0 ** -np.linspace(0.0, 280.0, shape[0])
        joint = table(rng, *shape) * rare.reshape(-1, *[1] * (len(shape) - 1))
        compare.conditional(joint / joint.sum(), 0, atol=0.0)


@task("conditional", points=2, hint="Only cells whose condition has probability 0 are undefined.")
def test_single_cells_of_probability_0(compare, rng):
    """A cell of probability 0 is 0 under its condition. The other cells of the slice are not."""
    for shape in (4, 3), (3, 2, 4):
        joint = table(rng, *shape)
        joint.flat[[0, 4, joint.size - 1]] = 0.0
        for axis in range(len(shape)):
            compare.conditional(joint / joint.sum(), axis)


@task("conditional", hint="-1 is the last axis.")
def test_negative_axes(compare, rng):
    """Axes may be counted from the end. A variable may have a single value."""
    for shape in (4, 3), (2, 5, 3), (1, 4), (4, 1):
        for axis in range(-len(shape), 0):
            compare.conditional(table(rng, *shape), axis)
            compare.conditional((1 + 1e-7) * table(rng, *shape), axis)


@task("conditional", hint="Conditional times probability of the condition is the joint table.")
def test_product_rule(student, rng):
    """Conditional times probability of the condition gives back the joint table, in every cell."""
    joint = table(rng, 4, 5)
    joint[:, 3] = 0.0
    joint /= joint.sum()
    given = student.conditional(joint, 1)
    assert_close(
        given * joint.sum(axis=0),
        joint,
        what="Conditional times probability of the condition must be the joint table; yours is not.",
    )
    assert_close(
        given.sum(axis=0),
        (joint.sum(axis=0) > 0).astype(float),
        what="Each slice must sum to 1, or to 0 if its condition never holds; yours does not.",
    )


@task("conditional", hint="Integers become float64, float32 stays float32.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed tables are accepted."""
    single = compare.conditional(table(rng, 5, 3).astype(np.float32), 0, rtol=1e-5, atol=1e-6)
    assert single.dtype == np.float32, "float32 probabilities must give float32 probabilities."
    for dtype in NARROW:
        compare.conditional(certain(dtype, 3, 4), 1)
        compare.conditional(certain(dtype, 2, 2, 3), 0)
    compare.conditional(table(rng, 4, 6).T, 0)
    compare.conditional(np.asfortranarray(table(rng, 2, 4, 3)), 1)


@task("conditional", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer."""
    first, other = (table(rng, 3, 4), 0), (table(rng, 2, 6), 1)
    for case in first, other, first:
        compare.conditional(*case)


@task("conditional", weak=True, hint="Check the table and the axis first.")
def test_bad_tables_and_axes_are_refused(compare, rng):
    """ValueError is raised for tables that are no distribution, for one axis only, and for missing axes."""
    for joint in no_distributions(2, 3):
        compare.raises("ValueError", "conditional", joint, 0)
    compare.raises("ValueError", "conditional", table(rng, 4), 0)
    compare.raises("ValueError", "conditional", np.float64(1.0), 0)
    for axis in 2, -3, 5:
        compare.raises("ValueError", "conditional", table(rng, 2, 3), axis)
    for axis in 3, -4:
        compare.raises("ValueError", "conditional", table(rng, 2, 3, 2), axis)
