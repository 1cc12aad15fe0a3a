"""The identity and its derivative."""

from __future__ import annotations

import numpy as np
from support import NARROW, SHAPES, both_signs, inputs, narrow

from grader.testing import assert_close, task


@task("identity", points=3, hint="The value is x, and the derivative does not depend on x.")
def test_identity_of_small_inputs(compare, rng):
    """The values are right for inputs of both signs, in arrays of all shapes."""
    for shape in SHAPES:
        compare.identity(both_signs(rng, *shape))


@task("identity", points=2, hint="The value is x, and the derivative does not depend on x.")
def test_identity_of_vectors(compare, rng):
    """Vectors of different length, of negative and of positive inputs, are handled alike."""
    for n in 4, 9, 1, 6:
        compare.identity(-np.abs(inputs(rng, n)))
        compare.identity(np.abs(inputs(rng, n)))


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
    value, derivative = compare.identity(x.astype(np.float32), rtol=1e-5, atol=1e-6)
    assert value.dtype == derivative.dtype == np.float32, "float32 inputs must give float32 results."
    for one in x, np.array([[-3, 2], [1, -1]]), x:
        compare.identity(one)


@task("identity", hint="Nothing is clipped, and zeros stay zeros.")
def test_identity_of_extreme_inputs(compare):
    """Tiny, huge and zero inputs are returned as they are."""
    compare.identity(np.array([1e300, -1e300, 0.0, 1e-300]), rtol=0, atol=0)
    compare.identity(np.array([[-5.0, 7.0, 1e-20]]), rtol=0, atol=0)
