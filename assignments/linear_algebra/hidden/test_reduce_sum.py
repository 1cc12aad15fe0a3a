"""Sums along axes."""

from __future__ import annotations

import numpy as np
from support import NARROW, UNITS, narrow

from grader.testing import assert_close, task


@task("reduce_sum", points=3, hint="The axis that you name is the one that disappears.")
def test_matrices(compare, rng):
    """Rows and columns of a matrix are summed, or all entries."""
    for shape in (3, 4), (5, 2), (4, 4):
        A = rng.normal(size=shape)
        for axis in 0, 1, None:
            compare.reduce_sum(A, axis)


@task("reduce_sum", points=2, hint="With keepdims the summed axis stays, with length 1.")
def test_the_summed_axis_stays(compare, rng):
    """With keepdims, the summed axis has length 1."""
    for shape in (3, 5), (4, 2), (3, 3):
        A = rng.normal(size=shape)
        for axis in 0, 1, None:
            compare.reduce_sum(A, axis, keepdims=True)


@task("reduce_sum", points=2, hint="The result has every axis but the one that is summed.")
def test_any_number_of_axes(compare, rng):
    """Arrays have one, three or four axes. A negative axis counts from the last."""
    for shape in (4,), (2, 3, 4), (3, 2, 5, 4), (2, 2, 2), (1, 4, 1):
        A = rng.normal(size=shape)
        for axis in range(-len(shape), len(shape)):
            compare.reduce_sum(A, axis, bool(axis % 2))


@task("reduce_sum", hint="The statement says which arguments may be left out.")
def test_arguments_left_out(compare, rng):
    """Without an axis, all entries are summed. Without keepdims, no axis stays."""
    for shape in (3, 4), (5,), (2, 3, 2):
        compare.reduce_sum(rng.normal(size=shape))
        compare.reduce_sum(rng.normal(size=shape), keepdims=True)
        compare.reduce_sum(rng.normal(size=shape), axis=-1)


@task("reduce_sum", hint="An axis without entries has the sum 0.")
def test_axes_of_length_zero_and_one(compare, rng):
    """An axis of length 1 gives its entry, and one of length 0 gives 0."""
    compare.reduce_sum(rng.normal(size=(1, 4)), 0)
    compare.reduce_sum(rng.normal(size=(4, 1)), 1)
    compare.reduce_sum(np.zeros((0, 3)), 0)
    compare.reduce_sum(np.zeros((0, 3)), 1, keepdims=True)


@task("reduce_sum", hint="Convert integers to float64 before you add.")
def test_every_narrow_type(student, reference, rng):
    """Sums of integers of 8 and 16 bits are float64, and so are those of large integers of 64 bits."""
    for dtype in NARROW:
        A = narrow(rng, dtype, 40, 3)
        for axis in 0, 1, None:
            assert_close(student.reduce_sum(A, axis), reference.reduce_sum(A, axis))
    for dtype in np.int64, np.uint64:
        A = rng.integers(2**62, 2**63 - 1, size=(5, 4)).astype(dtype)
        for axis in 0, 1, None:
            assert_close(student.reduce_sum(A, axis), reference.reduce_sum(A, axis))


@task("reduce_sum", hint="Integers become float64, float32 stays float32. Set nothing to zero.")
def test_units_dtypes_and_memory_layouts(compare, rng):
    """Tiny and huge entries, float32 and transposed arrays are accepted."""
    for unit in UNITS:
        compare.reduce_sum(unit * rng.uniform(1.0, 2.0, size=(3, 4)), 1, rtol=1e-10, atol=0)
    sums = compare.reduce_sum(rng.normal(size=(6, 2)).astype(np.float32), 0, rtol=1e-5, atol=1e-5)
    assert sums.dtype == np.float32, "float32 entries must give float32 sums."
    compare.reduce_sum(rng.normal(size=(4, 3)).T, 0)


@task("reduce_sum", weak=True, hint="An array with two axes has the axes 0, 1, -1 and -2.")
def test_an_axis_that_is_not_there_is_refused(compare):
    """ValueError is raised when the array has no such axis."""
    for shape, axis in ((2, 3), 2), ((2, 3), -3), ((4,), 1), ((2, 2, 2), 3):
        compare.raises("ValueError", "reduce_sum", np.ones(shape), axis)
