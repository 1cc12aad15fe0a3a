"""Hebb's rule."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import assert_close, task


def case(rng, d, k):
    """Weights, and the activity of inputs and outputs."""
    return rng.normal(size=(d, k)), rng.normal(size=d), rng.normal(size=k)


@task("hebb", points=3, hint="Add lr times the activity of the input times the activity of the output.")
def test_one_update(compare, rng):
    """One update is right, for any numbers of inputs and outputs."""
    for d, k, lr in (4, 3, 0.5), (2, 5, 0.1), (6, 1, 2.0):
        compare.hebb_update(*case(rng, d, k), lr)


@task("hebb", points=3, hint="Row j belongs to input j, column k to output k.")
def test_as_many_inputs_as_outputs(compare, rng):
    """Inputs belong to the rows and outputs to the columns, also in a square table."""
    for d, lr in (3, 0.5), (5, 0.2), (2, 1), (1, 0.3):
        compare.hebb_update(*case(rng, d, d), lr)


@task("hebb", points=2, hint="A product with 0 is 0. The weights do not fade.")
def test_silent_units_change_nothing(compare, rng):
    """Connections of silent units keep their weights. Units that are 0 or 1 are the usual case."""
    for d, k in (5, 4), (3, 6), (4, 4):
        W = rng.normal(size=(d, k))
        compare.hebb_update(W, rng.integers(0, 2, size=d), rng.integers(0, 2, size=k), 0.5)
        compare.hebb_update(W, np.zeros(d), rng.normal(size=k), 0.5)


@task("hebb", points=2, hint="Return the old weights plus the change.")
def test_many_updates(student, reference, rng):
    """Forty updates in a row are right."""
    for d, k in (3, 4), (2, 2):
        W, _, _ = case(rng, d, k)
        found, expected = W, W
        for x, y in zip(rng.normal(size=(40, d)), rng.normal(size=(40, k)), strict=True):
            found, expected = (
                student.hebb_update(found, x, y, 0.1),
                reference.hebb_update(expected, x, y, 0.1),
            )
        assert_close(found, expected, what="After forty updates, the weights must be right.")


@task("hebb", hint="Do not clip the weights, and do not scale them.")
def test_tiny_and_huge_activities(compare, rng):
    """Activities from 1e-25 to 1e25 follow the formula."""
    for unit in 1e-12, 1e-3, 1000.0, 1e12:
        W, x, y = case(rng, 3, 4)
        compare.hebb_update(unit**2 * W, unit * x, unit * y, 0.4, atol=unit**2 * 1e-12)
    W, x, y = case(rng, 3, 2)
    compare.hebb_update(1e-25 * W, 1e-25 * x, y, 0.4, atol=1e-40)
    compare.hebb_update(1e25 * W, 1e25 * x, y, 0.4)


@task("hebb", hint="Convert integers to float64 before you multiply.")
def test_every_narrow_type(compare, rng):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        for d, k in (4, 3), (2, 5):
            compare.hebb_update(*(narrow(rng, dtype, shape) for shape in ((d, k), d, k)), 2)


@task("hebb", hint="Integers become float64, float32 stays float32.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    W, x, y = case(rng, 4, 3)
    single = [a.astype(np.float32) for a in (W, x, y)]
    result = compare.hebb_update(*single, 0.1, rtol=1e-5, atol=1e-6)
    assert result.dtype == np.float32, "float32 arrays must give a float32 array."
    compare.hebb_update(W.T, np.repeat(y, 2)[::2], x[::-1], 0.1)
    compare.hebb_update(rng.integers(-9, 10, size=(2, 3)), np.array([1, 2]), np.array([3, -1, 0]), 1)


@task("hebb", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = case(rng, 4, 3), case(rng, 2, 5)
    for arrays in first, other, first:
        compare.hebb_update(*arrays, 0.2)


@task("hebb", weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for shapes that do not fit, and for a rate that is not positive."""
    W, x, y = case(rng, 4, 3)
    for lr in 0.0, -0.5, -2:
        compare.raises("ValueError", "hebb_update", W, x, y, lr)
    for bad in (W, x[:3], y), (W, x, y[:2]), (W, x[:1], y), (W, x, y[:1]), (W[0], x, y), (W.T, x, y):
        compare.raises("ValueError", "hebb_update", *bad, 0.1)
    for bad in (W, x[:, None], y), (W, x, y[None]), (W[None], x, y):
        compare.raises("ValueError", "hebb_update", *bad, 0.1)
