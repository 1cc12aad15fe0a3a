"""The sigmoid and its derivative."""

from __future__ import annotations

import numpy as np
from support import NARROW, SHAPES, both_signs, inputs, narrow, tails

from grader.testing import assert_close, task


@task("sigmoid", points=3, hint="The value at 0 is 1/2, and large inputs have values near 1.")
def test_sigmoid_of_small_inputs(compare, rng):
    """The values are right for inputs of both signs, in arrays of all shapes."""
    for shape in SHAPES:
        compare.sigmoid(both_signs(rng, *shape))


@task("sigmoid", points=2, hint="The value at 0 is 1/2, and large inputs have values near 1.")
def test_sigmoid_of_vectors(compare, rng):
    """Vectors of different length, of negative and of positive inputs, are handled alike."""
    for n in 4, 9, 1, 6:
        compare.sigmoid(-np.abs(inputs(rng, n)))
        compare.sigmoid(np.abs(inputs(rng, n)))


@task("sigmoid", weak=True, hint="Each entry is handled by itself, whatever the others are.")
def test_sigmoid_does_not_look_at_other_entries(student, rng):
    """A part of the inputs gives the same part of the values."""
    x = both_signs(rng, 5, 4)
    whole = student.sigmoid(x)
    assert_close(
        student.sigmoid(x[1:3]),
        whole[1:3],
        rtol=1e-12,
        what="A part of the inputs must give the same part of the values; yours differs.",
    )
    assert_close(
        student.sigmoid(x.T),
        whole.T,
        rtol=1e-12,
        what="The transposed inputs must give the transposed values; yours differ.",
    )


@task("sigmoid", points=2, hint="Exponentials of negative numbers never overflow. Treat both signs apart.")
def test_sigmoid_far_from_zero(compare, rng):
    """Large inputs of both signs have exact values."""
    for largest in 30.0, 300.0, 700.0, 1000.0, 1e6:
        compare.sigmoid(tails(rng, largest))


@task("sigmoid", points=2, hint="Exponentials of negative numbers never overflow. Treat both signs apart.")
def test_sigmoid_in_the_tails(compare, rng):
    """Inputs lie in one tail only, in tables."""
    for low, high in (30.0, 45.0), (100.0, 700.0), (745.0, 2000.0):
        compare.sigmoid(rng.uniform(low, high, size=(2, 3)))
        compare.sigmoid(-rng.uniform(low, high, size=(3, 4)))


@task("sigmoid", hint="Convert integers to float64 before you compute. Minus 1 is 255 in 8 bits.")
def test_sigmoid_of_every_narrow_type(student, reference):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        x = narrow(dtype)
        assert_close(student.sigmoid(x), reference.sigmoid(x), rtol=1e-10, atol=1e-300)


@task("sigmoid", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_sigmoid_dtypes_and_the_same_call_again(compare, rng):
    """float32 stays float32, integers become float64, and the same call gives the same answer."""
    x = both_signs(rng, 3, 5)
    values = compare.sigmoid(x.astype(np.float32), rtol=1e-5, atol=1e-6)
    assert values.dtype == np.float32, "float32 inputs must give float32 values."
    for one in x, np.array([[-3, 2], [1, -1]]), x:
        compare.sigmoid(one)


@task("sigmoid_slope", points=3, hint="The argument is the input of the sigmoid, not its value.")
def test_sigmoid_derivative_of_small_inputs(compare, rng):
    """The values are right for inputs of both signs, in arrays of all shapes."""
    for shape in SHAPES:
        compare.sigmoid_derivative(both_signs(rng, *shape))


@task("sigmoid_slope", points=2, hint="The argument is the input of the sigmoid, not its value.")
def test_sigmoid_derivative_of_vectors(compare, rng):
    """Vectors of different length, of negative and of positive inputs, are handled alike."""
    for n in 4, 9, 1, 6:
        compare.sigmoid_derivative(-np.abs(inputs(rng, n)))
        compare.sigmoid_derivative(np.abs(inputs(rng, n)))


@task("sigmoid_slope", weak=True, hint="Each entry is handled by itself, whatever the others are.")
def test_sigmoid_derivative_does_not_look_at_other_entries(student, rng):
    """A part of the inputs gives the same part of the values."""
    x = both_signs(rng, 5, 4)
    whole = student.sigmoid_derivative(x)
    assert_close(
        student.sigmoid_derivative(x[1:3]),
        whole[1:3],
        rtol=1e-12,
        what="A part of the inputs must give the same part of the values; yours differs.",
    )
    assert_close(
        student.sigmoid_derivative(x.T),
        whole.T,
        rtol=1e-12,
        what="The transposed inputs must give the transposed values; yours differ.",
    )


@task(
    "sigmoid_slope", points=2, hint="1 minus a sigmoid that rounds to 1 is 0. It is the sigmoid of minus x."
)
def test_sigmoid_derivative_far_from_zero(compare, rng):
    """Large inputs of both signs have exact values."""
    for largest in 30.0, 300.0, 700.0, 1000.0, 1e6:
        compare.sigmoid_derivative(tails(rng, largest))


@task(
    "sigmoid_slope", points=2, hint="1 minus a sigmoid that rounds to 1 is 0. It is the sigmoid of minus x."
)
def test_sigmoid_derivative_in_the_tails(compare, rng):
    """Inputs lie in one tail only, in tables."""
    for low, high in (30.0, 45.0), (100.0, 700.0), (745.0, 2000.0):
        compare.sigmoid_derivative(rng.uniform(low, high, size=(2, 3)))
        compare.sigmoid_derivative(-rng.uniform(low, high, size=(3, 4)))


@task("sigmoid_slope", hint="Convert integers to float64 before you compute. Minus 1 is 255 in 8 bits.")
def test_sigmoid_derivative_of_every_narrow_type(student, reference):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        x = narrow(dtype)
        assert_close(student.sigmoid_derivative(x), reference.sigmoid_derivative(x), rtol=1e-10, atol=1e-300)


@task("sigmoid_slope", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_sigmoid_derivative_dtypes_and_the_same_call_again(compare, rng):
    """float32 stays float32, integers become float64, and the same call gives the same answer."""
    x = both_signs(rng, 3, 5)
    values = compare.sigmoid_derivative(x.astype(np.float32), rtol=1e-5, atol=1e-6)
    assert values.dtype == np.float32, "float32 inputs must give float32 values."
    for one in x, np.array([[-3, 2], [1, -1]]), x:
        compare.sigmoid_derivative(one)


@task("sigmoid", hint="The values of x and minus x sum to 1.")
def test_sigmoid_is_symmetric(student, rng):
    """The values of x and of minus x sum to 1. The value at 0 is 1/2."""
    x = np.r_[0.0, inputs(rng, 8)]
    assert_close(
        student.sigmoid(x) + student.sigmoid(-x),
        np.ones(9),
        what="The sigmoids of x and of minus x must sum to 1; yours do not.",
    )
    assert_close(student.sigmoid(np.zeros((2, 2))), np.full((2, 2), 0.5), what="the sigmoid of 0")


@task("sigmoid_slope", hint="Compare with the difference of two values beside x.")
def test_sigmoid_changes_as_its_derivative_says(student, reference, rng):
    """The derivative is the slope of the sigmoid, and 1/4 at 0."""
    x = np.r_[0.0, inputs(rng, 8)]
    slope = (reference.sigmoid(x + 1e-5) - reference.sigmoid(x - 1e-5)) / 2e-5
    assert_close(
        student.sigmoid_derivative(x), slope, rtol=1e-6, atol=1e-9, what="the derivative of the sigmoid"
    )


@task("sigmoid", points=2, hint="Exponentials of negative numbers never overflow. Treat both signs apart.")
def test_sigmoid_keeps_all_digits_of_small_values(compare, rng):
    """Values are tiny, and all of their digits count."""
    for n in 5, 8:
        compare.sigmoid(-rng.uniform(22, 34, size=n))
        compare.sigmoid(rng.uniform(22, 34, size=(2, n)))


@task("sigmoid", points=2, hint="Exponentials of negative numbers never overflow. Treat both signs apart.")
def test_sigmoid_of_a_narrow_range(compare, rng):
    """All inputs are nearly equal, so that no value is small beside the others."""
    for n, start in (4, 24), (7, 34):
        compare.sigmoid(-(start + rng.uniform(0.0, 1.0, size=n)))


@task(
    "sigmoid_slope", points=2, hint="1 minus a sigmoid that rounds to 1 is 0. It is the sigmoid of minus x."
)
def test_sigmoid_derivative_keeps_all_digits_of_small_values(compare, rng):
    """Values are tiny, and all of their digits count."""
    for n in 5, 8:
        compare.sigmoid_derivative(-rng.uniform(22, 34, size=n))
        compare.sigmoid_derivative(rng.uniform(22, 34, size=(2, n)))


@task(
    "sigmoid_slope", points=2, hint="1 minus a sigmoid that rounds to 1 is 0. It is the sigmoid of minus x."
)
def test_sigmoid_derivative_of_a_narrow_range(compare, rng):
    """All inputs are nearly equal, so that no value is small beside the others."""
    for n, start in (4, 24), (7, 34):
        compare.sigmoid_derivative(-(start + rng.uniform(0.0, 1.0, size=n)))
