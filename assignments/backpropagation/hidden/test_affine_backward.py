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
    hint="Write z_ij as a sum, differentiate, and look which index is summed over.",
)
def test_batches_of_all_shapes(compare, rng):
    """Gradients of input, weights and biases, for a random upstream gradient."""
    for shape in (5, 3, 4), (2, 7, 3), (6, 2, 5):
        compare.affine_backward(*layer(rng, *shape))


@task(
    "affine_backward",
    points=2,
    hint="Where all shapes agree, only the sums tell. Which sides are transposed?",
)
def test_equal_sizes(compare, rng):
    """Samples, inputs and outputs of equal number, all or two of them: only the values show a transposed factor."""
    for shape in (3, 3, 3), (4, 4, 4), (6, 6, 6), (5, 3, 3), (4, 6, 4), (5, 5, 2):
        compare.affine_backward(*layer(rng, *shape))


@task("affine_backward", points=2, hint="Parameters serve every sample: their gradients are sums, not means.")
def test_upstream_gradient_with_a_mean(compare, rng):
    """An upstream gradient far from centred, and large batches: the sums over the batch are large."""
    for B, d_in, d_out in (40, 3, 2), (25, 2, 4):
        dout, x, W = layer(rng, B, d_in, d_out)
        compare.affine_backward(dout + 3.0, x + 1.0, W)


@task(
    "affine_backward",
    points=2,
    hint="A batch of one, a single input, a single output: no axis may disappear.",
)
def test_single_samples_inputs_and_outputs(compare, rng):
    """One sample, one input or one output: every gradient keeps the shape of what it belongs to."""
    for shape in (1, 4, 3), (5, 1, 2), (4, 3, 1):
        compare.affine_backward(*layer(rng, *shape))


@task("affine_backward", points=2, hint="Nothing is added to a gradient, and nothing is cut off.")
def test_large_and_small_gradients(compare, rng):
    """Gradients of a million and of a millionth come out at their full size."""
    for scale, shape in (1e3, (4, 2, 3)), (1e-3, (3, 5, 2)):
        dout, x, W = [scale * a for a in layer(rng, *shape)]
        compare.affine_backward(dout, x, W, rtol=1e-8, atol=1e-10 * scale**2)


@task("affine_backward", points=3, hint="Measure it: change one number a little and see what the loss does.")
def test_agrees_with_central_differences(student, reference, rng):
    """The gradients are the slopes of sum(dout * z) in x, W and b."""
    dout, x, W = layer(rng, 4, 3, 5)
    b = rng.normal(size=5)

    def loss(x, W, b):
        return np.sum(dout * reference.affine_forward(x, W, b))

    dx, dW, db = student.affine_backward(dout, x, W)
    assert_close(dx, slopes(lambda p: loss(p, W, b), x), rtol=1e-6, atol=1e-7, what="dx")
    assert_close(dW, slopes(lambda p: loss(x, p, b), W), rtol=1e-6, atol=1e-7, what="dW")
    assert_close(db, slopes(lambda p: loss(x, W, p), b), rtol=1e-6, atol=1e-7, what="db")


@task("affine_backward", points=2, hint="A sum over the batch is the sum of the parts of the batch.")
def test_batches_add_up(student, reference, rng):
    """Gradients of the parameters of two batches add up; those of the inputs stand below each other."""
    dout, x, W = layer(rng, 9, 4, 3)
    dx, dW, db = reference.affine_backward(dout, x, W)
    one, two = (student.affine_backward(dout[part], x[part], W) for part in (slice(0, 4), slice(4, 9)))
    assert_close(one[1] + two[1], dW, what="dW of the two parts, added")
    assert_close(one[2] + two[2], db, what="db of the two parts, added")
    assert_close(np.vstack([one[0], two[0]]), dx, what="dx of the two parts, stacked")


@task("affine_backward", hint="Integers become float64, float32 stays float32; keep no state.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 stays float32, integers become float64, strided arrays are as good, and nothing is remembered."""
    case, other = layer(rng, 5, 3, 4), layer(rng, 2, 6, 3)
    single = compare.affine_backward(*[a.astype(np.float32) for a in case], rtol=1e-5, atol=1e-5)
    assert all(g.dtype == np.float32 for g in single), "float32 arguments must give float32 gradients"
    for dtype in NARROW:
        whole = [near_the_ends(rng, dtype, a.shape) for a in case]
        found = compare.affine_backward(*whole)
        assert all(g.dtype == np.float64 for g in found), "integers must become float64"
    compare.affine_backward(case[0][::-1], np.asfortranarray(case[1]), case[2])
    for arguments in case, other, case:
        compare.affine_backward(*arguments)
