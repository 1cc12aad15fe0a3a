"""The identity and its derivative."""

from __future__ import annotations

import numpy as np
from support import NARROW, SHAPES, both_signs, inputs, narrow

from grader.testing import assert_close, task


@task("identity", points=3, hint="The values are the inputs.")
def test_identity_of_small_inputs(compare, rng):
    """The values are right for inputs of both signs, in arrays of all shapes."""
    for shape in SHAPES:
        compare.identity(both_signs(rng, *shape))


@task("identity", points=2, hint="The values are the inputs.")
def test_identity_of_vectors(compare, rng):
    """Vectors of different length, of negative and of positive inputs, are handled alike."""
    for n in 4, 9, 1, 6:
        compare.identity(-np.abs(inputs(rng, n)))
        compare.identity(np.abs(inputs(rng, n)))


@task("identity", hint="Each entry is handled by itself, whatever the others are.")
def test_identity_does_not_look_at_other_entries(student, rng):
    """A part of the inputs gives the same part of the values."""
    x = both_signs(rng, 5, 4)
    whole = student.identity(x)
    assert_close(
        student.identity(x[1:3]),
        whole[1:3],
        rtol=1e-12,
        what="A part of the inputs must give the same part of the values; yours differs.",
    )
    assert_close(
        student.identity(x.T),
        whole.T,
        rtol=1e-12,
        what="The transposed inputs must give the transposed values; yours differ.",
    )


@task("identity", hint="Convert integers to float64 before you compute. Minus 1 is 255 in 8 bits.")
def test_identity_of_every_narrow_type(student, reference):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        x = narrow(dtype)
        assert_close(student.identity(x), reference.identity(x), rtol=1e-10, atol=1e-300)


@task("identity", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_identity_dtypes_and_the_same_call_again(compare, rng):
    """float32 stays float32, integers become float64, and the same call gives the same answer."""
    x = both_signs(rng, 3, 5)
    values = compare.identity(x.astype(np.float32), rtol=1e-5, atol=1e-6)
    assert values.dtype == np.float32, "float32 inputs must give float32 values."
    for one in x, np.array([[-3, 2], [1, -1]]), x:
        compare.identity(one)


@task("identity_slope", points=3, hint="The slope of a straight line does not depend on x.")
def test_identity_derivative_of_small_inputs(compare, rng):
    """The values are right for inputs of both signs, in arrays of all shapes."""
    for shape in SHAPES:
        compare.identity_derivative(both_signs(rng, *shape))


@task("identity_slope", points=2, hint="The slope of a straight line does not depend on x.")
def test_identity_derivative_of_vectors(compare, rng):
    """Vectors of different length, of negative and of positive inputs, are handled alike."""
    for n in 4, 9, 1, 6:
        compare.identity_derivative(-np.abs(inputs(rng, n)))
        compare.identity_derivative(np.abs(inputs(rng, n)))


@task("identity_slope", hint="Each entry is handled by itself, whatever the others are.")
def test_identity_derivative_does_not_look_at_other_entries(student, rng):
    """A part of the inputs gives the same part of the values."""
    x = both_signs(rng, 5, 4)
    whole = student.identity_derivative(x)
    assert_close(
        student.identity_derivative(x[1:3]),
        whole[1:3],
        rtol=1e-12,
        what="A part of the inputs must give the same part of the values; yours differs.",
    )
    assert_close(
        student.identity_derivative(x.T),
        whole.T,
        rtol=1e-12,
        what="The transposed inputs must give the transposed values; yours differ.",
    )


@task("identity_slope", hint="Convert integers to float64 before you compute. Minus 1 is 255 in 8 bits.")
def test_identity_derivative_of_every_narrow_type(student, reference):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        x = narrow(dtype)
        assert_close(
            student.identity_derivative(x), reference.identity_derivative(x), rtol=1e-10, atol=1e-300
        )


@task("identity_slope", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_identity_derivative_dtypes_and_the_same_call_again(compare, rng):
    """float32 stays float32, integers become float64, and the same call gives the same answer."""
    x = both_signs(rng, 3, 5)
    values = compare.identity_derivative(x.astype(np.float32), rtol=1e-5, atol=1e-6)
    assert values.dtype == np.float32, "float32 inputs must give float32 values."
    for one in x, np.array([[-3, 2], [1, -1]]), x:
        compare.identity_derivative(one)


@task("identity", hint="Nothing is clipped, and zeros stay zeros.")
def test_identity_of_extreme_inputs(compare):
    """Tiny, huge and zero inputs are returned as they are."""
    compare.identity(np.array([1e300, -1e300, 0.0, 1e-300]), rtol=0, atol=0)
    compare.identity(np.array([[-5.0, 7.0, 1e-20]]), rtol=0, atol=0)


@task("identity_slope", hint="The slope of a straight line does not depend on x.")
def test_slope_of_the_identity_at_zero_and_far_away(compare):
    """The slope at 0 and at extreme inputs is that of all others."""
    compare.identity_derivative(np.array([0.0, 1e300, -1e300, 1e-300]))
    compare.identity_derivative(np.zeros((2, 3)))
