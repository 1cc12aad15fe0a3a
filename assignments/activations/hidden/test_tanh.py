"""The hyperbolic tangent and its derivative."""

from __future__ import annotations

import numpy as np
from support import NARROW, SHAPES, both_signs, inputs, narrow, tails

from grader.testing import assert_close, task


@task("tanh", points=3, hint="Values lie between -1 and 1. NumPy has this function.")
def test_tanh_of_small_inputs(compare, rng):
    """The values are right for inputs of both signs, in arrays of all shapes."""
    for shape in SHAPES:
        compare.tanh(both_signs(rng, *shape))


@task("tanh", points=2, hint="Values lie between -1 and 1. NumPy has this function.")
def test_tanh_of_vectors(compare, rng):
    """Vectors of different length, of negative and of positive inputs, are handled alike."""
    for n in 4, 9, 1, 6:
        compare.tanh(-np.abs(inputs(rng, n)))
        compare.tanh(np.abs(inputs(rng, n)))


@task("tanh", weak=True, hint="Each entry is handled by itself, whatever the others are.")
def test_tanh_does_not_look_at_other_entries(student, rng):
    """A part of the inputs gives the same part of the values."""
    x = both_signs(rng, 5, 4)
    whole = student.tanh(x)
    assert_close(
        student.tanh(x[1:3]),
        whole[1:3],
        rtol=1e-12,
        what="A part of the inputs must give the same part of the values; yours differs.",
    )
    assert_close(
        student.tanh(x.T),
        whole.T,
        rtol=1e-12,
        what="The transposed inputs must give the transposed values; yours differ.",
    )


@task("tanh", points=2, hint="Exponentials of large numbers overflow.")
def test_tanh_far_from_zero(compare, rng):
    """Large inputs of both signs have exact values."""
    for largest in 20.0, 300.0, 700.0, 1000.0, 1e6:
        compare.tanh(tails(rng, largest))


@task("tanh", points=2, hint="Exponentials of large numbers overflow.")
def test_tanh_in_the_tails(compare, rng):
    """Inputs lie in one tail only, in tables."""
    for low, high in (5.0, 20.0), (300.0, 700.0), (745.0, 2000.0):
        compare.tanh(rng.uniform(low, high, size=(2, 3)))
        compare.tanh(-rng.uniform(low, high, size=(3, 4)))


@task("tanh", hint="Convert integers to float64 before you compute. Minus 1 is 255 in 8 bits.")
def test_tanh_of_every_narrow_type(student, reference):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        x = narrow(dtype)
        assert_close(student.tanh(x), reference.tanh(x), rtol=1e-10, atol=1e-300)


@task("tanh", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_tanh_dtypes_and_the_same_call_again(compare, rng):
    """float32 stays float32, integers become float64, and the same call gives the same answer."""
    x = both_signs(rng, 3, 5)
    values = compare.tanh(x.astype(np.float32), rtol=1e-5, atol=1e-6)
    assert values.dtype == np.float32, "float32 inputs must give float32 values."
    for one in x, np.array([[-3, 2], [1, -1]]), x:
        compare.tanh(one)


@task("tanh_slope", points=3, hint="The argument is the input of tanh, not its value.")
def test_tanh_derivative_of_small_inputs(compare, rng):
    """The values are right for inputs of both signs, in arrays of all shapes."""
    for shape in SHAPES:
        compare.tanh_derivative(both_signs(rng, *shape))


@task("tanh_slope", points=2, hint="The argument is the input of tanh, not its value.")
def test_tanh_derivative_of_vectors(compare, rng):
    """Vectors of different length, of negative and of positive inputs, are handled alike."""
    for n in 4, 9, 1, 6:
        compare.tanh_derivative(-np.abs(inputs(rng, n)))
        compare.tanh_derivative(np.abs(inputs(rng, n)))


@task("tanh_slope", weak=True, hint="Each entry is handled by itself, whatever the others are.")
def test_tanh_derivative_does_not_look_at_other_entries(student, rng):
    """A part of the inputs gives the same part of the values."""
    x = both_signs(rng, 5, 4)
    whole = student.tanh_derivative(x)
    assert_close(
        student.tanh_derivative(x[1:3]),
        whole[1:3],
        rtol=1e-12,
        what="A part of the inputs must give the same part of the values; yours differs.",
    )
    assert_close(
        student.tanh_derivative(x.T),
        whole.T,
        rtol=1e-12,
        what="The transposed inputs must give the transposed values; yours differ.",
    )


@task(
    "tanh_slope",
    points=2,
    hint="1 minus a square that rounds to 1 is 0. Write the derivative without a difference.",
)
def test_tanh_derivative_far_from_zero(compare, rng):
    """Large inputs of both signs have exact values."""
    for largest in 15.0, 30.0, 300.0, 340.0, 1e6:
        compare.tanh_derivative(tails(rng, largest))


@task(
    "tanh_slope",
    points=2,
    hint="1 minus a square that rounds to 1 is 0. Write the derivative without a difference.",
)
def test_tanh_derivative_in_the_tails(compare, rng):
    """Inputs lie in one tail only, in tables."""
    for low, high in (15.0, 30.0), (100.0, 340.0), (400.0, 2000.0):
        compare.tanh_derivative(rng.uniform(low, high, size=(2, 3)))
        compare.tanh_derivative(-rng.uniform(low, high, size=(3, 4)))


@task("tanh_slope", hint="Convert integers to float64 before you compute. Minus 1 is 255 in 8 bits.")
def test_tanh_derivative_of_every_narrow_type(student, reference):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        x = narrow(dtype)
        assert_close(student.tanh_derivative(x), reference.tanh_derivative(x), rtol=1e-10, atol=1e-300)


@task("tanh_slope", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_tanh_derivative_dtypes_and_the_same_call_again(compare, rng):
    """float32 stays float32, integers become float64, and the same call gives the same answer."""
    x = both_signs(rng, 3, 5)
    values = compare.tanh_derivative(x.astype(np.float32), rtol=1e-5, atol=1e-6)
    assert values.dtype == np.float32, "float32 inputs must give float32 values."
    for one in x, np.array([[-3, 2], [1, -1]]), x:
        compare.tanh_derivative(one)


@task("tanh", hint="Near 0 a difference of exponentials loses digits. NumPy's tanh does not.")
def test_tanh_near_zero(compare, rng):
    """Small inputs have values that are nearly the inputs themselves, and not quite."""
    for unit in 1e-3, 1e-8, 1e-20, 1e-100:
        compare.tanh(unit * both_signs(rng, 4))
    for size in 1e-2, 3e-3, 1e-4, 1e-5:
        compare.tanh(size * rng.uniform(0.7, 1.0, size=6) * np.resize([1.0, -1.0], 6))
    compare.tanh(np.zeros(3))


@task("tanh_slope", hint="Compare with the difference of two values beside x.")
def test_tanh_changes_as_its_derivative_says(student, reference, rng):
    """The derivative is the slope of tanh, and 1 at 0."""
    x = np.r_[0.0, inputs(rng, 8)]
    slope = (reference.tanh(x + 1e-5) - reference.tanh(x - 1e-5)) / 2e-5
    assert_close(student.tanh_derivative(x), slope, rtol=1e-6, atol=1e-9, what="the derivative of tanh")


@task(
    "tanh_slope",
    points=2,
    hint="1 minus a square that rounds to 1 is 0. Write the derivative without a difference.",
)
def test_tanh_derivative_keeps_all_digits_of_small_values(compare, rng):
    """Values are tiny, and all of their digits count."""
    for n in 5, 8:
        compare.tanh_derivative(-rng.uniform(10, 16, size=n))
        compare.tanh_derivative(rng.uniform(10, 16, size=(2, n)))


@task(
    "tanh_slope",
    points=2,
    hint="1 minus a square that rounds to 1 is 0. Write the derivative without a difference.",
)
def test_tanh_derivative_of_a_narrow_range(compare, rng):
    """All inputs are nearly equal, so that no value is small beside the others."""
    for n, start in (4, 12), (7, 16):
        compare.tanh_derivative(-(start + rng.uniform(0.0, 1.0, size=n)))
