"""The gradient of the rectifier. At exactly 0 both 0 and 1 are right, so no input here is 0."""

from __future__ import annotations

import numpy as np
from support import NARROW, near_the_ends, slopes

from grader.testing import assert_close, task


@task("relu_backward", points=3, hint="x decides where the gradient passes. dout is what passes.")
def test_arrays_of_all_shapes(compare, rng):
    """The upstream gradient passes where x is positive, and is 0 elsewhere."""
    for shape in (4, 3), (9,), (2, 3, 5), (7, 7), (2, 5, 5):
        compare.relu_backward(rng.normal(size=shape), rng.normal(size=shape))


@task("relu_backward", points=2, hint="A negative dout passes, too, where x is positive.")
def test_signs_of_input_and_gradient_are_independent(compare, rng):
    """x and dout have all combinations of signs."""
    for shift, shape in (4.0, (3, 6)), (-4.0, (5, 4)):
        compare.relu_backward(shift + rng.normal(size=shape), rng.normal(size=shape))


@task("relu_backward", points=2, hint="Compare x with 0, without a tolerance.")
def test_very_small_and_very_large_inputs(compare, rng):
    """Only the sign of x counts, from 1e-300 to 1e300."""
    for n, power in (7, 12), (10, 300):
        x, dout = (
            rng.choice([-1.0, 1.0], size=(2, n)) * 10.0 ** rng.uniform(-power, power, size=(2, n))
            for _ in range(2)
        )
        compare.relu_backward(dout, x, rtol=1e-9, atol=0)


@task("relu_backward", hint="Check it yourself: change one number a little and look at the loss.")
def test_agrees_with_central_differences(student, rng):
    """The gradient agrees with finite differences of sum(dout * relu(x))."""
    dout = rng.normal(size=(4, 5))
    x = rng.choice([-1.0, 1.0], size=(4, 5)) * rng.uniform(0.1, 2.0, size=(4, 5))
    expected = slopes(lambda p: np.sum(dout * np.maximum(p, 0)), x)
    assert_close(student.relu_backward(dout, x), expected, rtol=1e-6, atol=1e-8)


@task("relu_backward", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 stays float32, integers become float64, and slices of arrays are accepted. The arguments do not
    change.
    """
    dout, x = rng.normal(size=(5, 4)), rng.normal(size=(5, 4))
    single = compare.relu_backward(dout.astype(np.float32), x.astype(np.float32))
    assert single.dtype == np.float32, "float32 arguments must give a float32 gradient."
    for dtype in NARROW:
        found = compare.relu_backward(*[near_the_ends(rng, dtype, (3, 4)) for _ in range(2)])
        assert found.dtype == np.float64, "Integers must become float64."
    for case in (dout, x), (dout.T, x.T), (dout[::2], x[::2]), (dout, x):
        compare.relu_backward(*case)
