"""The convolution: sizes that all differ, sizes that coincide, and every parameter away from its usual value."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def layer(rng, images, kernels):
    """Images (B, C, H, W), kernels (F, C, KH, KW) and offsets."""
    return rng.normal(size=images), rng.normal(size=kernels), rng.normal(size=kernels[0])


def ends(rng, shape, dtype):
    """Integers near both ends of the range of a dtype."""
    least, most = np.iinfo(dtype).min, np.iinfo(dtype).max
    low, high = rng.integers(least, least + 9, shape), rng.integers(most - 8, most + 1, shape)
    return np.where(rng.random(shape) < 0.5, low, high).astype(dtype)


@task("forward", points=3, hint="Write the formula as loops first. Make it faster later.")
def test_weighted_sum_over_taps_and_channels(compare, rng):
    """Each output is the weighted sum of one window over all channels, plus the bias."""
    compare.conv2d_forward(*layer(rng, (2, 3, 6, 8), (4, 3, 3, 2)), padding=0, stride=1)
    compare.conv2d_forward(*layer(rng, (3, 2, 5, 7), (5, 2, 2, 4)), padding=0, stride=1)


@task("forward", points=2, hint="Add as many rows above as below, and as many columns left as right.")
def test_padding_frames_the_image_with_zeros(compare, rng):
    """The padding adds zeros on all four sides of the image."""
    compare.conv2d_forward(*layer(rng, (2, 3, 5, 7), (4, 3, 3, 2)), padding=1, stride=1)
    compare.conv2d_forward(*layer(rng, (3, 2, 4, 6), (5, 2, 3, 5)), padding=3, stride=1, dilation=1)


@task("forward", points=2, hint="At which pixel of the padded image does window (u, v) start?")
def test_stride_moves_the_window_in_both_directions(compare, rng):
    """The window moves by the stride, down and to the right. Pixels that remain at the edge are not used."""
    compare.conv2d_forward(*layer(rng, (2, 3, 8, 9), (4, 3, 3, 2)), padding=0, stride=2)
    compare.conv2d_forward(*layer(rng, (3, 2, 9, 13), (5, 2, 2, 4)), padding=0, stride=3)


@task(
    "forward",
    points=2,
    hint="Weight (i, j) is multiplied with the pixel at dilation times (i, j) in the window.",
)
def test_dilation_spreads_the_taps(compare, rng):
    """With a dilation, there are gaps between the pixels of a window, in both directions."""
    compare.conv2d_forward(*layer(rng, (2, 3, 8, 9), (4, 3, 3, 2)), padding=0, stride=1, dilation=2)
    compare.conv2d_forward(*layer(rng, (3, 2, 10, 11), (5, 2, 2, 3)), padding=0, stride=1, dilation=3)


@task("forward", points=2, hint="First the padding, then the window, then the pixels in the window.")
def test_padding_stride_and_dilation_together(compare, rng):
    """Padding, stride and dilation are right together."""
    compare.conv2d_forward(*layer(rng, (2, 3, 7, 10), (4, 3, 3, 2)), 2, 3, 2)
    compare.conv2d_forward(*layer(rng, (3, 4, 9, 6), (2, 4, 2, 3)), 4, 2, 3)
    compare.conv2d_forward(*layer(rng, (4, 2, 6, 11), (3, 2, 5, 3)), 1, 4, 1)


@task("forward", hint="Keep axes of length 1: squeeze removes them, and broadcasting repeats them.")
def test_one_channel_one_kernel_one_tap(compare, rng):
    """There may be one channel, one kernel, one weight per kernel, or one window."""
    compare.conv2d_forward(*layer(rng, (2, 3, 4, 5), (6, 3, 1, 1)), padding=0, stride=2)
    compare.conv2d_forward(*layer(rng, (3, 1, 5, 4), (2, 1, 1, 3)), padding=0, stride=1)
    compare.conv2d_forward(*layer(rng, (1, 2, 6, 4), (1, 2, 3, 2)), padding=1, stride=2)
    compare.conv2d_forward(*layer(rng, (2, 4, 3, 6), (5, 4, 3, 6)), padding=0, stride=3)


@task("forward", hint="Do not flip the kernel: the formula adds its index to the position.")
def test_kernel_with_a_single_tap_shifts_the_image(student, rng):
    """A kernel with a single 1 gives the image, shifted to the place of the 1."""
    x, b = rng.normal(size=(2, 3, 7, 9)), rng.normal(size=3)
    for i, j in (0, 0), (0, 3), (2, 1):
        W = np.zeros((3, 3, 3, 4))
        W[[0, 1, 2], [2, 0, 1], i, j] = 1.0  # output channels take input channels 2, 0 and 1
        expected = x[:, [2, 0, 1], i : i + 5, j : j + 6] + b[:, None, None]
        assert_close(
            student.conv2d_forward(x, W, b, 0, 1),
            expected,
            what="A kernel with a single 1 must give the image, shifted to the place of the 1; yours does not.",
        )


@task("forward", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = layer(rng, (2, 3, 6, 5), (4, 3, 2, 3)), layer(rng, (2, 3, 6, 5), (4, 3, 2, 3))
    for case in first, other, first:
        compare.conv2d_forward(*case, padding=1, stride=2, dilation=2)


@task("forward", points=2, hint="Find an axis by its position, not by its length.")
def test_equal_sizes(compare, rng):
    """Kernels and images are square, and there are as many kernels as channels or images."""
    for images, kernels, how in (
        ((1, 1, 3, 4), (1, 1, 2, 2), (0, 1, 1)),
        ((1, 1, 3, 4), (1, 1, 2, 2), (1, 2, 1)),
        ((1, 1, 3, 4), (1, 1, 2, 2), (0, 1, 2)),
        ((2, 3, 7, 6), (4, 3, 3, 3), (1, 2, 1)),
        ((2, 4, 6, 6), (5, 4, 3, 2), (0, 1, 2)),
        ((2, 4, 5, 6), (4, 4, 2, 3), (2, 1, 1)),
        ((4, 4, 5, 7), (3, 4, 3, 2), (1, 1, 2)),
        ((5, 2, 7, 6), (5, 2, 3, 4), (0, 2, 1)),
        ((2, 3, 5, 5), (4, 3, 3, 3), (1, 1, 1)),
        ((2, 3, 6, 7), (3, 3, 2, 2), (2, 2, 2)),
        ((3, 3, 3, 3), (3, 3, 3, 3), (1, 1, 1)),
    ):
        compare.conv2d_forward(*layer(rng, images, kernels), *how)


@task("forward", hint="Round nothing, clip nothing, and skip no small number.")
def test_large_and_tiny_values(compare, rng):
    """Values may be tiny or large."""
    for scale in 1e-13, 1e3, 1e6:
        for images, kernels in ((2, 3, 6, 5), (4, 3, 2, 3)), ((3, 2, 5, 7), (2, 2, 3, 3)):
            x, W, b = layer(rng, images, kernels)
            compare.conv2d_forward(scale * x, W, scale * b, 1, 1, atol=1e-9 * scale)
            compare.conv2d_forward(x, scale * W, scale * b, 1, 2, atol=1e-9 * scale)


@task("forward", hint="No size has an upper limit.")
def test_many_images_pixels_and_channels(compare, rng):
    """There are many images, pixels, channels, kernels and weights."""
    compare.conv2d_forward(*layer(rng, (1, 1, 37, 35), (2, 1, 3, 2)), padding=0, stride=1)
    compare.conv2d_forward(*layer(rng, (12, 13, 3, 4), (11, 13, 2, 2)), padding=0, stride=1)
    compare.conv2d_forward(*layer(rng, (1, 2, 13, 17), (1, 2, 12, 11)), padding=11, stride=6)
    compare.conv2d_forward(*layer(rng, (1, 1, 38, 29), (2, 1, 3, 3)), padding=2, stride=5, dilation=12)


@task("forward", points=2, hint="Convert x, W and b to float64 before the first product.")
def test_integers_of_every_width(compare, rng):
    """Integers of 8, 16 and 64 bits become float64."""
    for dtype in np.int8, np.uint8, np.int16, np.uint16:
        x, W, b = (ends(rng, shape, dtype) for shape in ((2, 3, 6, 5), (4, 3, 2, 3), (4,)))
        atol = 1e-9 * float(np.iinfo(dtype).max) ** 2
        compare.conv2d_forward(x, W, b, padding=2, stride=1, atol=atol)
    pixels = ends(rng, (3, 2, 5, 6), np.uint8)
    compare.conv2d_forward(pixels, *layer(rng, (1,), (4, 2, 3, 2))[1:], padding=1, stride=2)
    whole = [rng.integers(-9, 10, shape) for shape in ((2, 2, 4, 5), (3, 2, 2, 2), (3,))]
    y = compare.conv2d_forward(*whole, padding=1, stride=1)
    assert y.dtype == np.float64, "Integers must give float64."


@task("forward", hint="Give the result the dtype of the inputs.")
def test_single_precision_and_memory_layouts(compare, rng):
    """float32 stays float32, and transposed arrays and slices are accepted."""
    single = [a.astype(np.float32) for a in layer(rng, (2, 3, 5, 7), (4, 3, 3, 2))]
    y = compare.conv2d_forward(*single, padding=1, stride=2)
    assert y.dtype == np.float32, "float32 inputs must give a float32 result."
    channels_last = rng.normal(size=(2, 5, 7, 3)).transpose(0, 3, 1, 2)
    W = rng.normal(size=(3, 2, 3, 4)).transpose(3, 2, 1, 0)
    compare.conv2d_forward(channels_last, W[:, :, ::-1], rng.normal(size=8)[::2], padding=1, stride=2)


@task("forward", weak=True, hint="Check the channels, then both directions.")
def test_kernels_that_do_not_fit_are_refused(compare, rng):
    """ValueError is raised for a kernel with other channels, and for one that is too high or too wide."""
    for kernels, dilation in (
        ((4, 2, 3, 2), 1),
        ((4, 1, 3, 2), 1),
        ((4, 5, 3, 2), 1),
        ((4, 3, 8, 2), 1),
        ((4, 3, 2, 10), 1),
        ((4, 3, 2, 4), 3),
    ):
        x, W, b = layer(rng, (2, 3, 5, 7), kernels)
        compare.raises("ValueError", "conv2d_forward", x, W, b, 1, 1, dilation)


@task("forward", weak=True, hint="Use your conv_output_size: it raises these errors.")
def test_parameters_out_of_range_are_refused(compare, rng):
    """ValueError is raised for a padding below 0, and for a stride, a dilation or a kernel below 1."""
    x, W, b = layer(rng, (2, 3, 9, 8), (4, 3, 3, 2))
    for how in (-1, 1, 1), (0, 0, 1), (1, -2, 1), (0, 1, 0), (0, 2, -1):
        compare.raises("ValueError", "conv2d_forward", x, W, b, *how)
    for kernels in (4, 3, 0, 2), (4, 3, 2, 0):
        compare.raises("ValueError", "conv2d_forward", *layer(rng, (2, 3, 9, 8), kernels), 1, 1)
