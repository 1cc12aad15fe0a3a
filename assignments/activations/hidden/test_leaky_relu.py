"""Leaky ReLU and its derivative."""

from __future__ import annotations

import numpy as np
from support import NARROW, SHAPES, both_signs, inputs, narrow

from grader.testing import assert_close, task


@task("leaky", points=3, hint="Negative inputs are multiplied by the slope.")
def test_leaky_relu_of_small_inputs(compare, rng):
    """The values are right for inputs of both signs, in arrays of all shapes."""
    for shape in SHAPES:
        compare.leaky_relu(both_signs(rng, *shape), 0.3)


@task("leaky", points=2, hint="Negative inputs are multiplied by the slope.")
def test_leaky_relu_of_vectors(compare, rng):
    """Vectors of different length, of negative and of positive inputs, are handled alike."""
    for n in 4, 9, 1, 6:
        compare.leaky_relu(-np.abs(inputs(rng, n)), 0.3)
        compare.leaky_relu(np.abs(inputs(rng, n)), 0.3)


@task("leaky", weak=True, hint="Each entry is handled by itself, whatever the others are.")
def test_leaky_relu_does_not_look_at_other_entries(student, rng):
    """A part of the inputs gives the same part of the values."""
    x = both_signs(rng, 5, 4)
    whole = student.leaky_relu(x, 0.3)
    assert_close(
        student.leaky_relu(x[1:3], 0.3),
        whole[1:3],
        rtol=1e-12,
        what="A part of the inputs must give the same part of the values; yours differs.",
    )
    assert_close(
        student.leaky_relu(x.T, 0.3),
        whole.T,
        rtol=1e-12,
        what="The transposed inputs must give the transposed values; yours differ.",
    )


@task("leaky", hint="Convert integers to float64 before you compute. Minus 1 is 255 in 8 bits.")
def test_leaky_relu_of_every_narrow_type(student, reference):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        x = narrow(dtype)
        assert_close(student.leaky_relu(x, 0.3), reference.leaky_relu(x, 0.3), rtol=1e-10, atol=1e-300)


@task("leaky", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_leaky_relu_dtypes_and_the_same_call_again(compare, rng):
    """float32 stays float32, integers become float64, and the same call gives the same answer."""
    x = both_signs(rng, 3, 5)
    values = compare.leaky_relu(x.astype(np.float32), 0.3, rtol=1e-5, atol=1e-6)
    assert values.dtype == np.float32, "float32 inputs must give float32 values."
    for one in x, np.array([[-3, 2], [1, -1]]), x:
        compare.leaky_relu(one, 0.3)


@task(
    "leaky_slope",
    points=3,
    hint="The derivative is 1 where the input is positive, and the slope where it is negative.",
)
def test_leaky_relu_derivative_of_small_inputs(compare, rng):
    """The values are right for inputs of both signs, in arrays of all shapes."""
    for shape in SHAPES:
        compare.leaky_relu_derivative(both_signs(rng, *shape), 0.3)


@task(
    "leaky_slope",
    points=2,
    hint="The derivative is 1 where the input is positive, and the slope where it is negative.",
)
def test_leaky_relu_derivative_of_vectors(compare, rng):
    """Vectors of different length, of negative and of positive inputs, are handled alike."""
    for n in 4, 9, 1, 6:
        compare.leaky_relu_derivative(-np.abs(inputs(rng, n)), 0.3)
        compare.leaky_relu_derivative(np.abs(inputs(rng, n)), 0.3)


@task("leaky_slope", weak=True, hint="Each entry is handled by itself, whatever the others are.")
def test_leaky_relu_derivative_does_not_look_at_other_entries(student, rng):
    """A part of the inputs gives the same part of the values."""
    x = both_signs(rng, 5, 4)
    whole = student.leaky_relu_derivative(x, 0.3)
    assert_close(
        student.leaky_relu_derivative(x[1:3], 0.3),
        whole[1:3],
        rtol=1e-12,
        what="A part of the inputs must give the same part of the values; yours differs.",
    )
    assert_close(
        student.leaky_relu_derivative(x.T, 0.3),
        whole.T,
        rtol=1e-12,
        what="The transposed inputs must give the transposed values; yours differ.",
    )


@task("leaky_slope", hint="Convert integers to float64 before you compute. Minus 1 is 255 in 8 bits.")
def test_leaky_relu_derivative_of_every_narrow_type(student, reference):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        x = narrow(dtype)
        x = x[x != 0]
        assert_close(
            student.leaky_relu_derivative(x, 0.3),
            reference.leaky_relu_derivative(x, 0.3),
            rtol=1e-10,
            atol=1e-300,
        )


@task("leaky_slope", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_leaky_relu_derivative_dtypes_and_the_same_call_again(compare, rng):
    """float32 stays float32, integers become float64, and the same call gives the same answer."""
    x = both_signs(rng, 3, 5)
    values = compare.leaky_relu_derivative(x.astype(np.float32), 0.3, rtol=1e-5, atol=1e-6)
    assert values.dtype == np.float32, "float32 inputs must give float32 values."
    for one in x, np.array([[-3, 2], [1, -1]]), x:
        compare.leaky_relu_derivative(one, 0.3)


@task("leaky", points=2, hint="Use the slope that is given. There is no default.")
def test_leaky_relu_with_other_slopes(compare, rng):
    """The slope is an argument. It may be small, large, or 0, which gives ReLU."""
    for n, slope in (4, 0.01), (6, 0.1), (3, 0.999), (5, 0.0), (5, 1e-6), (2, 0.5):
        compare.leaky_relu(both_signs(rng, n), slope)
        compare.leaky_relu(-np.abs(inputs(rng, 2, n)), slope)


@task("leaky_slope", points=2, hint="Use the slope that is given. There is no default.")
def test_slope_of_leaky_relu_with_other_slopes(compare, rng):
    """The slope is an argument. It may be small, large, or 0, which gives ReLU."""
    for n, slope in (4, 0.01), (6, 0.1), (3, 0.999), (5, 0.0), (5, 1e-6), (2, 0.5):
        compare.leaky_relu_derivative(both_signs(rng, n), slope)
        compare.leaky_relu_derivative(-np.abs(inputs(rng, 2, n)), slope)


@task("leaky", hint="Nothing is clipped, and nothing small becomes 0.")
def test_leaky_relu_of_extreme_inputs(compare):
    """Tiny and huge inputs, and zeros, are handled exactly."""
    compare.leaky_relu(np.array([1e300, -1e300, 0.0, 1e-290, -1e-290]), 0.25)
    compare.leaky_relu(np.array([[6.0, 70.0, -80.0], [1e-12, 100.0, -1e-12]]), 0.1)


@task("leaky_slope", hint="The derivative depends on the sign of the input only.")
def test_slope_of_leaky_relu_at_extreme_inputs(compare):
    """Tiny and huge inputs have the derivative 1 or the slope."""
    compare.leaky_relu_derivative(np.array([1e300, -1e300, 1e-290, -1e-290]), 0.25)
    compare.leaky_relu_derivative(np.array([[6.0, 70.0, -80.0], [1e-12, 100.0, -1e-12]]), 0.1)


@task("leaky_slope", weak=True, hint="At 0 both one-sided derivatives are accepted. Nothing else is.")
def test_leaky_relu_derivative_at_zero(student, rng):
    """At 0 the derivative is one of the two one-sided derivatives."""
    x = np.array([0.0, -0.0, 2.0, -3.0])
    slopes = student.leaky_relu_derivative(x, 0.3)
    assert_close(slopes[2:], np.array([1.0, 0.3]), what="the derivatives at 2 and at -3")
    assert np.all((slopes[:2] == 1.0) | (np.abs(slopes[:2] - 0.3) < 1e-9)), (
        "At 0 the derivative must be that of one of the two sides; yours is another number."
    )


@task("leaky", weak=True, hint="Check the slope first.")
def test_slopes_out_of_range_are_refused(compare):
    """ValueError is raised when the slope is negative, or not below 1."""
    for slope in 1.0, -0.1, 1.5, -1e-9:
        compare.raises("ValueError", "leaky_relu", np.ones(3), slope)


@task("leaky_slope", weak=True, hint="Check the slope first.")
def test_slopes_out_of_range_are_refused_by_the_derivative(compare):
    """ValueError is raised when the slope is negative, or not below 1."""
    for slope in 1.0, -0.1, 1.5, -1e-9:
        compare.raises("ValueError", "leaky_relu_derivative", np.ones(3), slope)
