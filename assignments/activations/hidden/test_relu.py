"""ReLU."""

from __future__ import annotations

import numpy as np
from support import NARROW, SHAPES, both_signs, inputs, narrow

from grader.testing import assert_close, task


@task("relu", points=3, hint="Negative inputs become 0, and positive ones stay as they are.")
def test_relu_of_small_inputs(compare, rng):
    """The values are right for inputs of both signs, in arrays of all shapes."""
    for shape in SHAPES:
        compare.relu(both_signs(rng, *shape))


@task("relu", points=2, hint="Negative inputs become 0, and positive ones stay as they are.")
def test_relu_of_vectors(compare, rng):
    """Vectors of different length, of negative and of positive inputs, are handled alike."""
    for n in 4, 9, 1, 6:
        compare.relu(-np.abs(inputs(rng, n)))
        compare.relu(np.abs(inputs(rng, n)))


@task("relu", weak=True, hint="Each entry is handled by itself, whatever the others are.")
def test_relu_does_not_look_at_other_entries(student, rng):
    """A part of the inputs gives the same part of the values."""
    x = both_signs(rng, 5, 4)
    whole = student.relu(x)
    assert_close(
        student.relu(x[1:3]),
        whole[1:3],
        rtol=1e-12,
        what="A part of the inputs must give the same part of the values; yours differs.",
    )
    assert_close(
        student.relu(x.T),
        whole.T,
        rtol=1e-12,
        what="The transposed inputs must give the transposed values; yours differ.",
    )


@task("relu", hint="Convert integers to float64 before you compute. Minus 1 is 255 in 8 bits.")
def test_relu_of_every_narrow_type(student, reference):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        x = narrow(dtype)
        assert_close(student.relu(x), reference.relu(x), rtol=1e-10, atol=1e-300)


@task("relu", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_relu_dtypes_and_the_same_call_again(compare, rng):
    """float32 stays float32, integers become float64, and the same call gives the same answer."""
    x = both_signs(rng, 3, 5)
    values = compare.relu(x.astype(np.float32), rtol=1e-5, atol=1e-6)
    assert values.dtype == np.float32, "float32 inputs must give float32 values."
    for one in x, np.array([[-3, 2], [1, -1]]), x:
        compare.relu(one)


@task("relu", hint="Nothing is clipped from above, and nothing small becomes 0.")
def test_relu_of_extreme_inputs(compare):
    """Tiny and huge inputs, and zeros, are handled exactly."""
    compare.relu(np.array([1e300, -1e300, 0.0, 1e-300, -1e-300]), rtol=0, atol=0)
    compare.relu(np.array([[6.0, 7.0, -8.0], [1e-12, 100.0, -1e-12]]), rtol=0, atol=0)
    compare.relu(np.array([1.5e308, -1.7e308]), rtol=0, atol=0)
