"""The gradients of a convolution: random upstream gradients, raw inputs, nothing square."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def layer(rng, images, kernels, padding, stride, dilation=1):
    """An upstream gradient of the right shape, images and kernels."""

    def places(size, taps):
        return (size + 2 * padding - dilation * (taps - 1) - 1) // stride + 1

    out = places(images[2], kernels[2]), places(images[3], kernels[3])
    dout = rng.normal(0.5, 1.0, size=(images[0], kernels[0], *out))
    return dout, rng.normal(size=images), rng.normal(size=kernels)


@task("backward", points=3, hint="Which outputs does one pixel enter, and through which entry of the kernel?")
def test_each_entry_gathers_all_outputs_it_entered(compare, rng):
    """Every pixel and every kernel entry sums the upstream gradients of all outputs it took part in."""
    for sizes in ((2, 3, 6, 8), (4, 3, 3, 2)), ((3, 2, 5, 7), (5, 2, 2, 4)):
        compare.conv2d_backward(*layer(rng, *sizes, 0, 1), padding=0, stride=1)


@task("backward", points=2, hint="The frame gets gradients too, but it is no part of x.")
def test_padding(compare, rng):
    """dx has the shape of x, without the frame; dW has seen the frame's zeros."""
    compare.conv2d_backward(*layer(rng, (2, 3, 5, 7), (4, 3, 3, 2), 1, 1), padding=1, stride=1)
    compare.conv2d_backward(*layer(rng, (3, 2, 4, 6), (5, 2, 3, 5), 3, 1), padding=3, stride=1, dilation=1)


@task(
    "backward", points=2, hint="Put the stride where the forward pass has it: at the place, not at the tap."
)
def test_stride_with_pixels_left_over(compare, rng):
    """Pixels that no window reaches get a gradient of 0, the others that of their windows."""
    compare.conv2d_backward(*layer(rng, (2, 3, 8, 9), (4, 3, 3, 2), 0, 2), padding=0, stride=2)
    compare.conv2d_backward(*layer(rng, (3, 2, 10, 13), (5, 2, 2, 4), 0, 3), padding=0, stride=3)


@task(
    "backward", points=2, hint="Put the dilation where the forward pass has it: at the tap, not at the place."
)
def test_dilation(compare, rng):
    """The taps lie apart in the backward pass as they did in the forward pass."""
    compare.conv2d_backward(*layer(rng, (2, 3, 8, 9), (4, 3, 3, 2), 0, 1, 2), 0, 1, 2)
    compare.conv2d_backward(*layer(rng, (3, 2, 10, 11), (5, 2, 2, 3), 0, 1, 3), 0, 1, 3)


@task("backward", points=2, hint="Padding, place, tap: the index of the forward pass decides everything.")
def test_padding_stride_and_dilation_together(compare, rng):
    """All three parameters at once, with rests at the edges."""
    for images, kernels, how in (
        ((2, 3, 7, 10), (4, 3, 3, 2), (2, 3, 2)),
        ((3, 4, 9, 6), (2, 4, 2, 3), (4, 2, 3)),
        ((4, 2, 6, 11), (3, 2, 5, 3), (1, 4, 1)),
    ):
        compare.conv2d_backward(*layer(rng, images, kernels, *how), *how)


@task("backward", hint="Sizes of 1 must survive: beware of squeezing and of broadcasting.")
def test_one_channel_one_kernel_one_tap(compare, rng):
    """One channel, one kernel, kernels of one tap or one row, and kernels that fit only once."""
    compare.conv2d_backward(*layer(rng, (2, 3, 4, 5), (6, 3, 1, 1), 0, 2), padding=0, stride=2)
    compare.conv2d_backward(*layer(rng, (3, 1, 5, 4), (2, 1, 1, 3), 0, 1), padding=0, stride=1)
    compare.conv2d_backward(*layer(rng, (1, 2, 6, 4), (1, 2, 3, 2), 1, 2), padding=1, stride=2)
    compare.conv2d_backward(*layer(rng, (2, 4, 3, 6), (5, 4, 3, 6), 0, 3), padding=0, stride=3)


@task("backward", points=2, hint="Compare with central differences of your forward pass, entry by entry.")
def test_agrees_with_central_differences(student, reference, rng):
    """The gradients are those of the loss sum(dout * y), measured by small changes of x, W and b."""
    dout, x, W = layer(rng, (2, 2, 4, 5), (3, 2, 2, 3), 1, 2)

    def slope(point, loss, h=1e-4):
        slopes = np.empty_like(point)
        for index in np.ndindex(point.shape):
            step = np.zeros_like(point)
            step[index] = h
            slopes[index] = (loss(point + step) - loss(point - step)) / (2 * h)
        return slopes

    def loss(x, W, b):
        return np.sum(dout * reference.conv2d_forward(x, W, b, 1, 2))

    dx, dW, db = student.conv2d_backward(dout, x, W, 1, 2)
    close = {"rtol": 1e-6, "atol": 1e-8}
    b = np.zeros(3)
    assert_close(dx, slope(x, lambda p: loss(p, W, b)), **close, what="dx")
    assert_close(dW, slope(W, lambda p: loss(x, p, b)), **close, what="dW")
    assert_close(db, slope(b, lambda p: loss(x, W, p)), **close, what="db")


@task("backward", hint="The layer is linear in x and in W. What does that say about sum(dx * x)?")
def test_gradients_account_for_the_whole_output(student, reference, rng):
    """Without an offset sum(dout * y) equals both sum(dx * x) and sum(dW * W), for y is linear in each."""
    how = 2, 2, 3
    dout, x, W = layer(rng, (3, 2, 9, 8), (4, 2, 2, 3), *how)
    dx, dW, db = student.conv2d_backward(dout, x, W, *how)
    total = float(np.sum(dout * reference.conv2d_forward(x, W, np.zeros(4), *how)))
    assert_close(float(np.sum(dx * x)), total, what="sum(dx * x)")
    assert_close(float(np.sum(dW * W)), total, what="sum(dW * W)")
    assert_close(db, dout.sum(axis=(0, 2, 3)), what="db")


@task("backward", hint="Bring the inputs to one floating dtype first: 8-bit sums wrap around.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and a transposed array is as good as any."""
    single = [a.astype(np.float32) for a in layer(rng, (2, 3, 5, 7), (4, 3, 3, 2), 1, 2)]
    results = compare.conv2d_backward(*single, padding=1, stride=2)
    assert all(r.dtype == np.float32 for r in results), "float32 inputs must give float32 gradients"
    whole = [rng.integers(1, 100, size=a.shape) for a in layer(rng, (2, 3, 6, 5), (4, 3, 2, 3), 2, 1)]
    compare.conv2d_backward(*(a.astype(np.uint8) for a in whole), padding=2, stride=1)
    x, W = rng.normal(size=(7, 5, 3, 2)).T, rng.normal(size=(3, 2, 3, 4)).T
    dout = rng.normal(size=(5, 4, 4, 2)).T[..., ::-1]
    compare.conv2d_backward(dout, x, W, padding=0, stride=1)


@task("backward", hint="Keep no state outside the arguments, and write into none of them.")
def test_same_call_gives_the_same_answer(compare, rng):
    """Nothing is remembered between calls."""
    sizes = (2, 3, 6, 5), (4, 3, 2, 3), 1, 2, 2
    first, other = layer(rng, *sizes), layer(rng, *sizes)
    for case in first, other, first:
        compare.conv2d_backward(*case, 1, 2, 2)
