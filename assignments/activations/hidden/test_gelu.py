"""GELU and its derivative."""

from __future__ import annotations

import numpy as np
from support import NARROW, SHAPES, both_signs, inputs, narrow, tails

from grader.testing import assert_close, task


@task("gelu", points=3, hint="The value is x times the probability that a standard normal number is below x.")
def test_gelu_of_small_inputs(compare, rng):
    """The values are right for inputs of both signs, in arrays of all shapes."""
    for shape in SHAPES:
        compare.gelu(both_signs(rng, *shape))


@task("gelu", points=2, hint="The value is x times the probability that a standard normal number is below x.")
def test_gelu_of_vectors(compare, rng):
    """Vectors of different length, of negative and of positive inputs, are handled alike."""
    for n in 4, 9, 1, 6:
        compare.gelu(-np.abs(inputs(rng, n)))
        compare.gelu(np.abs(inputs(rng, n)))


@task("gelu", weak=True, hint="Each entry is handled by itself, whatever the others are.")
def test_gelu_does_not_look_at_other_entries(student, rng):
    """A part of the inputs gives the same part of the values."""
    x = both_signs(rng, 5, 4)
    whole = student.gelu(x)
    assert_close(
        student.gelu(x[1:3]),
        whole[1:3],
        rtol=1e-12,
        what="A part of the inputs must give the same part of the values; yours differs.",
    )
    assert_close(
        student.gelu(x.T),
        whole.T,
        rtol=1e-12,
        what="The transposed inputs must give the transposed values; yours differ.",
    )


@task("gelu", points=2, hint="1 plus an error function near -1 is 0. Python has math.erfc.")
def test_gelu_far_from_zero(compare, rng):
    """Large inputs of both signs have exact values."""
    for largest in 6.0, 10.0, 25.0, 36.0:
        compare.gelu(tails(rng, largest))


@task("gelu", points=2, hint="1 plus an error function near -1 is 0. Python has math.erfc.")
def test_gelu_in_the_tails(compare, rng):
    """Inputs lie in one tail only, in tables."""
    for low, high in (3.0, 8.0), (8.0, 20.0), (20.0, 36.0):
        compare.gelu(rng.uniform(low, high, size=(2, 3)))
        compare.gelu(-rng.uniform(low, high, size=(3, 4)))


@task("gelu", hint="Convert integers to float64 before you compute. Minus 1 is 255 in 8 bits.")
def test_gelu_of_every_narrow_type(student, reference):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        x = narrow(dtype)
        assert_close(student.gelu(x), reference.gelu(x), rtol=1e-10, atol=1e-300)


@task("gelu", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_gelu_dtypes_and_the_same_call_again(compare, rng):
    """float32 stays float32, integers become float64, and the same call gives the same answer."""
    x = both_signs(rng, 3, 5)
    values = compare.gelu(x.astype(np.float32), rtol=1e-5, atol=1e-6)
    assert values.dtype == np.float32, "float32 inputs must give float32 values."
    for one in x, np.array([[-3, 2], [1, -1]]), x:
        compare.gelu(one)


@task("gelu_slope", points=3, hint="Use the product rule: x is a factor of GELU.")
def test_gelu_derivative_of_small_inputs(compare, rng):
    """The values are right for inputs of both signs, in arrays of all shapes."""
    for shape in SHAPES:
        compare.gelu_derivative(both_signs(rng, *shape))


@task("gelu_slope", points=2, hint="Use the product rule: x is a factor of GELU.")
def test_gelu_derivative_of_vectors(compare, rng):
    """Vectors of different length, of negative and of positive inputs, are handled alike."""
    for n in 4, 9, 1, 6:
        compare.gelu_derivative(-np.abs(inputs(rng, n)))
        compare.gelu_derivative(np.abs(inputs(rng, n)))


@task("gelu_slope", weak=True, hint="Each entry is handled by itself, whatever the others are.")
def test_gelu_derivative_does_not_look_at_other_entries(student, rng):
    """A part of the inputs gives the same part of the values."""
    x = both_signs(rng, 5, 4)
    whole = student.gelu_derivative(x)
    assert_close(
        student.gelu_derivative(x[1:3]),
        whole[1:3],
        rtol=1e-12,
        what="A part of the inputs must give the same part of the values; yours differs.",
    )
    assert_close(
        student.gelu_derivative(x.T),
        whole.T,
        rtol=1e-12,
        what="The transposed inputs must give the transposed values; yours differ.",
    )


@task("gelu_slope", points=2, hint="1 plus an error function near -1 is 0. Python has math.erfc.")
def test_gelu_derivative_far_from_zero(compare, rng):
    """Large inputs of both signs have exact values."""
    for largest in 6.0, 10.0, 25.0, 36.0:
        compare.gelu_derivative(tails(rng, largest))


@task("gelu_slope", points=2, hint="1 plus an error function near -1 is 0. Python has math.erfc.")
def test_gelu_derivative_in_the_tails(compare, rng):
    """Inputs lie in one tail only, in tables."""
    for low, high in (3.0, 8.0), (8.0, 20.0), (20.0, 36.0):
        compare.gelu_derivative(rng.uniform(low, high, size=(2, 3)))
        compare.gelu_derivative(-rng.uniform(low, high, size=(3, 4)))


@task("gelu_slope", hint="Convert integers to float64 before you compute. Minus 1 is 255 in 8 bits.")
def test_gelu_derivative_of_every_narrow_type(student, reference):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        x = narrow(dtype)
        assert_close(student.gelu_derivative(x), reference.gelu_derivative(x), rtol=1e-10, atol=1e-300)


@task("gelu_slope", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_gelu_derivative_dtypes_and_the_same_call_again(compare, rng):
    """float32 stays float32, integers become float64, and the same call gives the same answer."""
    x = both_signs(rng, 3, 5)
    values = compare.gelu_derivative(x.astype(np.float32), rtol=1e-5, atol=1e-6)
    assert values.dtype == np.float32, "float32 inputs must give float32 values."
    for one in x, np.array([[-3, 2], [1, -1]]), x:
        compare.gelu_derivative(one)


@task(
    "gelu", points=2, hint="The exact form has the error function. Approximations differ in the fourth digit."
)
def test_gelu_where_approximations_fail(compare, rng):
    """Inputs lie where the usual approximations are worst."""
    for n in 5, 3:
        compare.gelu(rng.uniform(1.5, 2.8, size=n))
        compare.gelu(-rng.uniform(1.5, 2.8, size=(2, n)))
    compare.gelu(np.array([0.0, -0.751791524693564457457904947, 1e-9, -1e-9, 1e5, -1e5]))


@task(
    "gelu_slope",
    points=2,
    hint="The exact form has the error function. Approximations differ in the fourth digit.",
)
def test_slope_of_gelu_where_approximations_fail(compare, rng):
    """Inputs lie where the usual approximations are worst."""
    for n in 5, 3:
        compare.gelu_derivative(rng.uniform(1.5, 2.8, size=n))
        compare.gelu_derivative(-rng.uniform(1.5, 2.8, size=(2, n)))
    compare.gelu_derivative(np.array([0.0, 1e-9, -1e-9, 1e5, -1e5]))


@task("gelu_slope", hint="Compare with the difference of two values beside x.")
def test_gelu_changes_as_its_derivative_says(student, reference, rng):
    """The derivative is the slope of GELU, and 1/2 at 0."""
    x = np.r_[0.0, inputs(rng, 8)]
    slope = (reference.gelu(x + 1e-5) - reference.gelu(x - 1e-5)) / 2e-5
    assert_close(student.gelu_derivative(x), slope, rtol=1e-6, atol=1e-8, what="the derivative of GELU")


@task("gelu", points=2, hint="1 plus an error function near -1 is 0. Python has math.erfc.")
def test_gelu_keeps_all_digits_of_small_values(compare, rng):
    """Values are tiny, and all of their digits count."""
    for n in 5, 8:
        compare.gelu(-rng.uniform(6.0, 8.0, size=n))
        compare.gelu(rng.uniform(6.0, 8.0, size=(2, n)))


@task("gelu", points=2, hint="1 plus an error function near -1 is 0. Python has math.erfc.")
def test_gelu_of_a_narrow_range(compare, rng):
    """All inputs are nearly equal, so that no value is small beside the others."""
    for n, start in (4, 6.5), (7, 8.0):
        compare.gelu(-(start + rng.uniform(0.0, 1.0, size=n)))


@task("gelu_slope", points=2, hint="1 plus an error function near -1 is 0. Python has math.erfc.")
def test_gelu_derivative_keeps_all_digits_of_small_values(compare, rng):
    """Values are tiny, and all of their digits count."""
    for n in 5, 8:
        compare.gelu_derivative(-rng.uniform(6.0, 8.0, size=n))
        compare.gelu_derivative(rng.uniform(6.0, 8.0, size=(2, n)))


@task("gelu_slope", points=2, hint="1 plus an error function near -1 is 0. Python has math.erfc.")
def test_gelu_derivative_of_a_narrow_range(compare, rng):
    """All inputs are nearly equal, so that no value is small beside the others."""
    for n, start in (4, 6.5), (7, 8.0):
        compare.gelu_derivative(-(start + rng.uniform(0.0, 1.0, size=n)))
