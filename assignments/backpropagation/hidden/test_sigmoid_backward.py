"""The gradient of the sigmoid."""

from __future__ import annotations

import numpy as np
from support import NARROW, near_the_ends, slopes

from grader.testing import assert_close, task


@task("sigmoid_backward", points=3, hint="x is the input of the sigmoid. Compute the sigmoid of x first.")
def test_arrays_of_all_shapes(compare, rng):
    """The result is the upstream gradient times the derivative of the sigmoid."""
    for shape in (4, 3), (7,), (2, 3, 5), (3, 3), (2, 4, 4):
        compare.sigmoid_backward(rng.normal(size=shape), rng.normal(0.0, 2.0, size=shape))


@task("sigmoid_backward", points=2, hint="The derivative is s(1 - s), with s = sigmoid(x).")
def test_far_from_zero_and_at_zero(compare, rng):
    """The derivative is 1/4 at 0 and nearly 0 at 10 and -10."""
    for scale, shape in (10.0, (3, 6)), (1e-3, (5, 4)):
        compare.sigmoid_backward(1.0 + rng.normal(size=shape), scale * rng.normal(size=shape))
    compare.sigmoid_backward(rng.normal(size=(2, 3)), np.zeros((2, 3)))


@task("sigmoid_backward", points=2, hint="exp(1000) is inf, and inf / inf is NaN.")
def test_extreme_inputs_are_finite(compare, rng):
    """Inputs of 1000 and -1000 give finite gradients."""
    for n in 5, 8:
        x = np.concatenate([rng.normal(size=n), [1000.0, -1000.0, 710.0, -710.0, -40.0]])
        compare.sigmoid_backward(rng.normal(size=n + 5), x)


@task(
    "sigmoid_backward",
    points=2,
    hint="Do not clip x. Near s = 1, the difference 1 - s loses its digits.",
)
def test_steep_upstream_gradients(compare, rng):
    """Upstream gradients of 1e4 and 1e10 make very small slopes visible."""
    far = rng.choice([-1.0, 1.0], size=(3, 4)) * rng.uniform(8.0, 14.0, size=(3, 4))
    compare.sigmoid_backward(1e4 * rng.uniform(1.0, 2.0, size=(3, 4)), far)
    compare.sigmoid_backward(1e10 * rng.uniform(1.0, 2.0, size=4), np.array([1000.0, -1000.0, 800.0, -800.0]))


@task("sigmoid_backward", hint="Check it yourself: change one number a little and look at the loss.")
def test_agrees_with_central_differences(student, rng):
    """The gradient agrees with finite differences of sum(dout * sigmoid(x)). It is the same for x and -x."""
    dout, x = rng.normal(size=(4, 5)), rng.normal(0.0, 2.0, size=(4, 5))
    expected = slopes(lambda p: np.sum(dout / (1 + np.exp(-p))), x)
    result = student.sigmoid_backward(dout, x)
    assert_close(result, expected, rtol=1e-5, atol=1e-8)
    assert_close(
        student.sigmoid_backward(dout, -x),
        result,
        what="The derivative must be the same at x and -x; yours is not.",
    )


@task("sigmoid_backward", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 stays float32, integers become float64, and slices of arrays are accepted. The arguments do not
    change.
    """
    dout, x = rng.normal(size=(5, 4)), rng.normal(size=(5, 4))
    single = compare.sigmoid_backward(dout.astype(np.float32), x.astype(np.float32), rtol=1e-5, atol=1e-6)
    assert single.dtype == np.float32, "float32 arguments must give a float32 gradient."
    for dtype in NARROW:
        least = np.iinfo(dtype).min
        places = np.append(rng.integers(max(least, -4), 5, size=7), least).astype(dtype)
        found = compare.sigmoid_backward(near_the_ends(rng, dtype, 8), places)
        assert found.dtype == np.float64, "Integers must become float64."
    for case in (dout, x), (dout.T, x.T), (dout[::2], x[::2]), (dout, x):
        compare.sigmoid_backward(*case)
