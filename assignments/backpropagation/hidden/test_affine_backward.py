"""The gradients of a fully connected layer."""

from __future__ import annotations

import numpy as np
from support import NARROW, near_the_ends, slopes

from grader.testing import assert_close, task


def layer(rng, B, d_in, d_out):
    """Upstream gradient, inputs and weights."""
    return rng.normal(size=(B, d_out)), rng.normal(size=(B, d_in)), rng.normal(size=(d_in, d_out))


@task(
    "affine_backward",
    points=3,
    hint="Write z_ij as a sum and differentiate. Look at which index is summed over.",
)
def test_batches_of_all_shapes(compare, rng):
    """The gradients of x, W and b are right for a random upstream gradient."""
    for shape in (5, 3, 4), (2, 7, 3), (6, 2, 5):
        compare.affine_backward(*layer(rng, *shape))


@task(
    "affine_backward",
    points=2,
    hint="Equal shapes hide a wrong transpose. Which factor is transposed?",
)
def test_equal_sizes(compare, rng):
    """The numbers of samples, inputs and outputs are equal, or two of them are."""
    for shape in (3, 3, 3), (4, 4, 4), (6, 6, 6), (5, 3, 3), (4, 6, 4), (5, 5, 2):
        compare.affine_backward(*layer(rng, *shape))


@task("affine_backward", points=2, hint="The gradients of W and b are sums over the batch, not means.")
def test_upstream_gradient_with_a_mean(compare, rng):
    """The upstream gradient has a large mean, and the batch is large."""
    for B, d_in, d_out in (40, 3, 2), (25, 2, 4):
        dout, x, W = layer(rng, B, d_in, d_out)
        compare.affine_backward(dout + 3.0, x + 1.0, W)


@task(
    "affine_backward",
    points=2,
    hint="No axis of length 1 may disappear.",
)
def test_single_samples_inputs_and_outputs(compare, rng):
    """With one sample, one input or one output, each gradient has the shape of its argument."""
    for shape in (1, 4, 3), (5, 1, 2), (4, 3, 1):
        compare.affine_backward(*layer(rng, *shape))


@task("affine_backward", points=2, hint="Add no small constant, and clip nothing.")
def test_large_and_small_gradients(compare, rng):
    """Gradients of 1e6 and of 1e-6 are returned as they are."""
    for scale, shape in (1e3, (4, 2, 3)), (1e-3, (3, 5, 2)):
        dout, x, W = [scale * a for a in layer(rng, *shape)]
        compare.affine_backward(dout, x, W, rtol=1e-8, atol=1e-10 * scale**2)


@task("affine_backward", points=3, hint="Check it yourself: change one number a little and look at the loss.")
def test_agrees_with_central_differences(student, reference, rng):
    """The gradients agree with finite differences of sum(dout * z)."""
    dout, x, W = layer(rng, 4, 3, 5)
    b = rng.normal(size=5)

    def loss(x, W, b):
        return np.sum(dout * reference.affine_forward(x, W, b))

    dx, dW, db = student.affine_backward(dout, x, W)
    assert_close(dx, slopes(lambda p: loss(p, W, b), x), rtol=1e-6, atol=1e-7, what="dx")
    assert_close(dW, slopes(lambda p: loss(x, p, b), W), rtol=1e-6, atol=1e-7, what="dW")
    assert_close(db, slopes(lambda p: loss(x, W, p), b), rtol=1e-6, atol=1e-7, what="db")


@task("affine_backward", points=2, hint="The gradients of W and b are sums over the batch.")
def test_batches_add_up(student, reference, rng):
    """The gradients of W and b of two batches add up. Those of x are stacked."""
    dout, x, W = layer(rng, 9, 4, 3)
    dx, dW, db = reference.affine_backward(dout, x, W)
    one, two = (student.affine_backward(dout[part], x[part], W) for part in (slice(0, 4), slice(4, 9)))
    assert_close(one[1] + two[1], dW, what="The gradients of W of two batches must add up; yours do not.")
    assert_close(one[2] + two[2], db, what="The gradients of b of two batches must add up; yours do not.")
    assert_close(
        np.vstack([one[0], two[0]]),
        dx,
        what="The gradient of x must not depend on the other samples; yours does.",
    )


@task("affine_backward", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 stays float32, integers become float64, and slices of arrays are accepted. The same call gives
    the same answer.
    """
    case, other = layer(rng, 5, 3, 4), layer(rng, 2, 6, 3)
    single = compare.affine_backward(*[a.astype(np.float32) for a in case], rtol=1e-5, atol=1e-5)
    assert all(g.dtype == np.float32 for g in single), "float32 arguments must give float32 gradients."
    for dtype in NARROW:
        whole = [near_the_ends(rng, dtype, a.shape) for a in case]
        found = compare.affine_backward(*whole)
        assert all(g.dtype == np.float64 for g in found), "Integers must become float64."
    compare.affine_backward(case[0][::-1], np.asfortranarray(case[1]), case[2])
    for arguments in case, other, case:
        compare.affine_backward(*arguments)
