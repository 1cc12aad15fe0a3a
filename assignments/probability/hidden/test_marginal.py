"""Marginal distributions."""

from __future__ import annotations

import numpy as np
from support import NARROW, certain, no_distributions, table

from grader.testing import assert_close, task


@task("marginal", points=3, hint="The named axis disappears: add along it.")
def test_two_variables(compare, rng):
    """The marginal of a table with two axes is the sum along the named axis."""
    for shape in (3, 4), (5, 2):
        for axis in 0, 1:
            compare.marginal(table(rng, *shape), axis)


@task("marginal", points=3, hint="Only the named axis disappears. All other axes stay, in their order.")
def test_three_and_four_variables(compare, rng):
    """With more than two variables, the others stay, in their order."""
    for shape in (2, 3, 4), (3, 2, 4, 2):
        for axis in range(len(shape)):
            compare.marginal(table(rng, *shape), axis)


@task("marginal", points=2, hint="Which axis disappears, the named one or the others?")
def test_tables_of_equal_sizes(compare, rng):
    """In a square table, the shape of the result does not show the axis. The numbers do."""
    for shape in (3, 3), (2, 2), (4, 4, 4):
        for axis in range(len(shape)):
            compare.marginal(table(rng, *shape), axis)


@task("marginal", hint="-1 is the last axis.")
def test_negative_axes(compare, rng):
    """Axes may be counted from the end."""
    for shape in (4, 3), (2, 5, 3):
        for axis in range(-len(shape), 0):
            compare.marginal(table(rng, *shape), axis)


@task("marginal", hint="Add tiny probabilities like all others.")
def test_zeros_and_tiny_probabilities(compare, rng):
    """Cells may be 0 or tiny. A variable may have a single value."""
    joint = table(rng, 4, 3)
    joint[:, 1] = 0.0
    joint[1] = 0.0
    joint /= joint.sum()
    joint[1, 1] = 1e-25
    compare.marginal(joint, 0)
    compare.marginal(joint, 1, atol=0.0)
    compare.marginal(table(rng, 1, 5), 0)
    compare.marginal(table(rng, 1, 5), 1)
    compare.marginal(np.ones((1, 1)), 0)
    compare.marginal((1 + 1e-7) * table(rng, 4, 3), 0)


@task("marginal", hint="The result is a distribution again.")
def test_order_does_not_matter(compare, student, rng):
    """Variables may be summed out in any order, and the result sums to 1."""
    joint = table(rng, 3, 4, 2)
    first = compare.marginal(joint, 2)
    assert_close(first.sum(), 1.0, what="A marginal distribution must sum to 1; yours does not.")
    assert_close(
        student.marginal(first, 0),
        student.marginal(student.marginal(joint, 0), 1),
        what="The order in which variables are summed out must not matter; with yours it does.",
    )


@task("marginal", hint="Integers become float64, float32 stays float32.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed tables are accepted."""
    single = compare.marginal(table(rng, 5, 3).astype(np.float32), 0, rtol=1e-5, atol=1e-6)
    assert single.dtype == np.float32, "float32 probabilities must give float32 probabilities."
    for dtype in NARROW:
        compare.marginal(certain(dtype, 3, 4), 1)
        compare.marginal(certain(dtype, 2, 2, 3), 0)
    compare.marginal(table(rng, 4, 6).T, 0)


@task("marginal", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer."""
    first, other = (table(rng, 3, 4), 0), (table(rng, 2, 6), 1)
    for case in first, other, first:
        compare.marginal(*case)


@task("marginal", weak=True, hint="Check the table and the axis first.")
def test_bad_tables_and_axes_are_refused(compare, rng):
    """ValueError is raised for tables that are no distribution, for one axis only, and for missing axes."""
    for joint in no_distributions(2, 3):
        compare.raises("ValueError", "marginal", joint, 0)
    compare.raises("ValueError", "marginal", table(rng, 4), 0)
    compare.raises("ValueError", "marginal", np.float64(1.0), 0)
    for axis in 2, -3, 5:
        compare.raises("ValueError", "marginal", table(rng, 2, 3), axis)
    for axis in 3, -4:
        compare.raises("ValueError", "marginal", table(rng, 2, 3, 2), axis)
