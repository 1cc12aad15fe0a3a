"""The gradients of a convolution: random upstream gradients and raw inputs, sizes that differ and that coincide."""

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


def ends(rng, shape, dtype):
    """Integers near both ends of the range of a dtype."""
    least, most = np.iinfo(dtype).min, np.iinfo(dtype).max
    low, high = rng.integers(least, least + 9, shape), rng.integers(most - 8, most + 1, shape)
    return np.where(rng.random(shape) < 0.5, low, high).astype(dtype)


@task("backward", points=3, hint="Which outputs use a pixel, and with which weight?")
def test_each_entry_sums_over_all_outputs_that_use_it(compare, rng):
    """The gradient of a pixel or a weight is a sum over all outputs that use it."""
    for sizes in ((2, 3, 6, 8), (4, 3, 3, 2)), ((3, 2, 5, 7), (5, 2, 2, 4)):
        compare.conv2d_backward(*layer(rng, *sizes, 0, 1), padding=0, stride=1)


@task("backward", points=2, hint="Compute the gradient of the padded image. Then remove the padding.")
def test_padding(compare, rng):
    """dx has the shape of x, without the padding. dW includes the products with zeros of the padding."""
    compare.conv2d_backward(*layer(rng, (2, 3, 5, 7), (4, 3, 3, 2), 1, 1), padding=1, stride=1)
    compare.conv2d_backward(*layer(rng, (3, 2, 4, 6), (5, 2, 3, 5), 3, 1), padding=3, stride=1, dilation=1)


@task("backward", points=2, hint="The stride multiplies the position of the window, as in the forward pass.")
def test_stride_with_pixels_left_over(compare, rng):
    """With a stride, pixels that no window uses get a gradient of 0."""
    compare.conv2d_backward(*layer(rng, (2, 3, 8, 9), (4, 3, 3, 2), 0, 2), padding=0, stride=2)
    compare.conv2d_backward(*layer(rng, (3, 2, 10, 13), (5, 2, 2, 4), 0, 3), padding=0, stride=3)


@task(
    "backward", points=2, hint="The dilation multiplies the index inside the kernel, as in the forward pass."
)
def test_dilation(compare, rng):
    """With a dilation, the gradients are right."""
    compare.conv2d_backward(*layer(rng, (2, 3, 8, 9), (4, 3, 3, 2), 0, 1, 2), 0, 1, 2)
    compare.conv2d_backward(*layer(rng, (3, 2, 10, 11), (5, 2, 2, 3), 0, 1, 3), 0, 1, 3)


@task(
    "backward",
    points=2,
    hint="The pixel index is stride times position plus dilation times kernel index.",
)
def test_padding_stride_and_dilation_together(compare, rng):
    """Padding, stride and dilation are right together."""
    for images, kernels, how in (
        ((2, 3, 7, 10), (4, 3, 3, 2), (2, 3, 2)),
        ((3, 4, 9, 6), (2, 4, 2, 3), (4, 2, 3)),
        ((4, 2, 6, 11), (3, 2, 5, 3), (1, 4, 1)),
    ):
        compare.conv2d_backward(*layer(rng, images, kernels, *how), *how)


@task("backward", hint="Keep axes of length 1: squeeze removes them, and broadcasting repeats them.")
def test_one_channel_one_kernel_one_tap(compare, rng):
    """There may be one channel, one kernel, one weight per kernel, or one window."""
    compare.conv2d_backward(*layer(rng, (2, 3, 4, 5), (6, 3, 1, 1), 0, 2), padding=0, stride=2)
    compare.conv2d_backward(*layer(rng, (3, 1, 5, 4), (2, 1, 1, 3), 0, 1), padding=0, stride=1)
    compare.conv2d_backward(*layer(rng, (1, 2, 6, 4), (1, 2, 3, 2), 1, 2), padding=1, stride=2)
    compare.conv2d_backward(*layer(rng, (2, 4, 3, 6), (5, 4, 3, 6), 0, 3), padding=0, stride=3)


@task("backward", points=2, hint="Check it yourself: change one number a little and look at the loss.")
def test_agrees_with_central_differences(student, reference, rng):
    """The gradients agree with finite differences of sum(dout * y)."""
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


@task("backward", hint="The layer is linear in x and in W. Is a product missing, or counted twice?")
def test_sums_of_gradients_times_inputs(student, reference, rng):
    """Without a bias, sum(dout * y) equals sum(dx * x) and sum(dW * W)."""
    how = 2, 2, 3
    dout, x, W = layer(rng, (3, 2, 9, 8), (4, 2, 2, 3), *how)
    dx, dW, db = student.conv2d_backward(dout, x, W, *how)
    total = float(np.sum(dout * reference.conv2d_forward(x, W, np.zeros(4), *how)))
    assert_close(
        float(np.sum(dx * x)),
        total,
        what="Without a bias, sum(dx * x) must equal sum(dout * y); yours does not.",
    )
    assert_close(
        float(np.sum(dW * W)),
        total,
        what="Without a bias, sum(dW * W) must equal sum(dout * y); yours does not.",
    )
    assert_close(db, dout.sum(axis=(0, 2, 3)), what="db")


@task("backward", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    sizes = (2, 3, 6, 5), (4, 3, 2, 3), 1, 2, 2
    first, other = layer(rng, *sizes), layer(rng, *sizes)
    for case in first, other, first:
        compare.conv2d_backward(*case, 1, 2, 2)


@task("backward", points=2, hint="Find an axis by its position, not by its length.")
def test_equal_sizes(compare, rng):
    """Kernels and images are square, and there are as many kernels as channels or images."""
    for images, kernels, how in (
        ((1, 1, 3, 4), (1, 1, 2, 2), (0, 1, 1)),
        ((2, 3, 7, 6), (4, 3, 3, 3), (1, 2, 1)),
        ((2, 4, 6, 6), (5, 4, 3, 2), (0, 1, 2)),
        ((2, 4, 5, 6), (4, 4, 2, 3), (2, 1, 1)),
        ((4, 4, 5, 7), (3, 4, 3, 2), (1, 1, 2)),
        ((5, 2, 7, 6), (5, 2, 3, 4), (0, 2, 1)),
        ((2, 3, 5, 5), (4, 3, 3, 3), (1, 1, 1)),
        ((2, 3, 6, 7), (3, 3, 2, 2), (2, 2, 2)),
        ((3, 3, 3, 3), (3, 3, 3, 3), (1, 1, 1)),
    ):
        compare.conv2d_backward(*layer(rng, images, kernels, *how), *how)


@task("backward", hint="Round nothing, clip nothing, and skip no small number.")
def test_large_and_tiny_gradients(compare, rng):
    """Upstream gradients may be tiny or large."""
    for scale in 1e-13, 1e3, 1e6:
        for sizes in ((2, 3, 6, 5), (4, 3, 2, 3)), ((3, 2, 5, 7), (2, 2, 3, 3)):
            dout, x, W = layer(rng, *sizes, 1, 2)
            compare.conv2d_backward(scale * dout, x, W, 1, 2, atol=1e-9 * scale)


@task("backward", hint="No size has an upper limit.")
def test_many_images_pixels_and_channels(compare, rng):
    """There are many images, pixels, channels, kernels and weights."""
    for images, kernels, how in (
        ((1, 1, 37, 35), (2, 1, 3, 2), (0, 1, 1)),
        ((12, 13, 3, 4), (11, 13, 2, 2), (0, 1, 1)),
        ((1, 2, 13, 17), (1, 2, 12, 11), (11, 6, 1)),
        ((1, 1, 38, 29), (2, 1, 3, 3), (2, 5, 12)),
    ):
        compare.conv2d_backward(*layer(rng, images, kernels, *how), *how)


@task("backward", points=2, hint="Convert dout, x and W to float64 before the first product.")
def test_integers_of_every_width(compare, rng):
    """Integers of 8, 16 and 64 bits become float64."""
    for dtype in np.int8, np.uint8, np.int16, np.uint16:
        dout, x, W = (ends(rng, shape, dtype) for shape in ((2, 4, 9, 7), (2, 3, 6, 5), (4, 3, 2, 3)))
        atol = 1e-9 * float(np.iinfo(dtype).max) ** 2
        compare.conv2d_backward(dout, x, W, padding=2, stride=1, atol=atol)
    dout, _, W = layer(rng, (3, 2, 5, 6), (4, 2, 3, 2), 1, 2)
    compare.conv2d_backward(dout, ends(rng, (3, 2, 5, 6), np.uint8), W, padding=1, stride=2)
    whole = [rng.integers(-9, 10, shape) for shape in ((2, 3, 5, 6), (2, 2, 4, 5), (3, 2, 2, 2))]
    results = compare.conv2d_backward(*whole, padding=1, stride=1)
    assert all(r.dtype == np.float64 for r in results), "Integers must give float64."


@task("backward", hint="Give the results the dtype of the inputs.")
def test_single_precision_and_memory_layouts(compare, rng):
    """float32 stays float32, and transposed arrays and slices are accepted."""
    single = [a.astype(np.float32) for a in layer(rng, (2, 3, 5, 7), (4, 3, 3, 2), 1, 2)]
    results = compare.conv2d_backward(*single, padding=1, stride=2)
    assert all(r.dtype == np.float32 for r in results), "float32 inputs must give float32 gradients."
    x, W = rng.normal(size=(7, 5, 3, 2)).T, rng.normal(size=(3, 2, 3, 4)).T
    dout = rng.normal(size=(5, 4, 4, 2)).T[..., ::-1]
    compare.conv2d_backward(dout, x, W, padding=0, stride=1)


@task("backward", weak=True, hint="Use your conv_output_size: it raises these errors.")
def test_parameters_out_of_range_are_refused(compare, rng):
    """ValueError is raised for a padding below 0, for a stride, dilation or kernel below 1, and for a kernel
    too large.
    """
    dout, x, W = layer(rng, (2, 3, 9, 8), (4, 3, 3, 2), 1, 1)
    for how in (-1, 1, 1), (1, 0, 1), (1, -1, 1), (1, 1, 0), (1, 2, -1), (0, 1, 5), (0, 1, 8):
        compare.raises("ValueError", "conv2d_backward", dout, x, W, *how)
    for kernels in (4, 3, 0, 2), (4, 3, 2, 0):
        compare.raises("ValueError", "conv2d_backward", dout, x, rng.normal(size=kernels), 1, 1)
