"""Convolution: sizes of every kind, padding, stride, dtypes, layouts and wrong arguments."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def layer(rng, sizes):
    """Images, kernels and offsets: sizes = (B, C, H, W, F, KH, KW)."""
    images, channels, height, width, kernels, *taps = sizes
    return (
        rng.normal(0.5, 1.0, size=(images, channels, height, width)),
        rng.normal(size=(kernels, channels, *taps)),
        rng.normal(size=kernels),
    )


@task("convolution", points=2, hint="Compute one output by hand, and compare.")
def test_a_batch_of_images(compare, rng):
    """Each output is a sum over channels and taps, plus the offset. All sizes are different."""
    for sizes in (2, 3, 7, 6, 4, 3, 2), (3, 2, 5, 8, 6, 1, 4), (4, 5, 6, 9, 3, 2, 5):
        compare.im2col_convolution(*layer(rng, sizes), padding=0, stride=1)


@task("convolution", points=2, hint="Which axis is that of images, of channels, of rows, of columns?")
def test_equal_sizes(compare, rng):
    """Some sizes are equal. The order of the axes is the same."""
    for sizes in (3, 3, 5, 5, 3, 3, 3), (4, 4, 4, 4, 4, 2, 2), (2, 2, 6, 6, 2, 2, 2), (5, 3, 7, 7, 9, 3, 3):
        compare.im2col_convolution(*layer(rng, sizes), padding=0, stride=1)


@task("convolution", points=2, hint="Put the image into the middle of an array of zeros.")
def test_padding(compare, rng):
    """Zeros stand on all four sides of each image."""
    for sizes, padding in ((2, 3, 5, 6, 4, 3, 3), 1), ((3, 2, 4, 7, 5, 2, 4), 2), ((2, 1, 3, 2, 3, 5, 4), 3):
        compare.im2col_convolution(*layer(rng, sizes), padding=padding, stride=1)


@task("convolution", points=2, hint="Neighbouring windows are as many pixels apart as the stride.")
def test_stride(compare, rng):
    """The window moves by the stride in both directions. Pixels at the end may be left over."""
    for sizes, stride in ((2, 3, 8, 9, 4, 3, 2), 2), ((3, 2, 11, 7, 5, 2, 3), 3), ((2, 4, 9, 8, 3, 3, 4), 4):
        compare.im2col_convolution(*layer(rng, sizes), stride=stride, padding=0)


@task("convolution", hint="Count the places of the window in the padded image.")
def test_padding_and_stride(compare, rng):
    """Padding and stride are used together."""
    for padding, stride in (1, 2), (2, 3), (3, 5), (1, 40):
        compare.im2col_convolution(*layer(rng, (2, 3, 7, 8, 4, 3, 5)), padding, stride)
        compare.im2col_convolution(*layer(rng, (3, 2, 6, 5, 5, 4, 2)), padding, stride)


@task("convolution", hint="Keep axes of length 1.")
def test_single_sizes(compare, rng):
    """There may be one image, channel, kernel or tap. The kernel may be as large as the image."""
    for sizes in (
        (1, 3, 5, 6, 4, 2, 3), (3, 1, 5, 4, 2, 3, 2), (2, 3, 6, 4, 1, 2, 3), (2, 3, 4, 5, 6, 1, 1),
        (3, 2, 4, 5, 3, 4, 5), (2, 3, 1, 6, 4, 1, 3), (2, 3, 6, 1, 4, 3, 1), (1, 1, 1, 1, 1, 1, 1),
    ):  # fmt: skip
        compare.im2col_convolution(*layer(rng, sizes), padding=0, stride=1)


@task("convolution", hint="If you use blocks, the last one may be shorter.")
def test_many_images_and_many_channels(compare, rng):
    """There are more than thirty images, channels, kernels or taps."""
    for sizes in (
        (37, 2, 4, 5, 3, 2, 3), (2, 35, 4, 5, 3, 2, 2), (2, 3, 5, 4, 41, 3, 2), (2, 2, 9, 11, 3, 7, 6),
    ):  # fmt: skip
        compare.im2col_convolution(*layer(rng, sizes), padding=0, stride=1)


@task("convolution", hint="Do not stop before the last row and the last column.")
def test_large_odd_images(compare, rng):
    """Many places are all computed."""
    compare.im2col_convolution(*layer(rng, (3, 2, 41, 37, 5, 3, 3)), padding=0, stride=1)
    compare.im2col_convolution(*layer(rng, (2, 3, 33, 67, 4, 5, 2)), padding=2, stride=3)


@task("convolution", hint="Use np.result_type for the dtype of the result.")
def test_dtypes(compare, rng):
    """float32 stays float32, and mixed arguments give the wider type."""
    for sizes in (2, 3, 6, 7, 4, 3, 2), (3, 5, 9, 8, 6, 2, 3):
        x, W, b = (a.astype(np.float32) for a in layer(rng, sizes))
        assert (
            compare.im2col_convolution(x, W, b, rtol=1e-4, atol=1e-5, padding=0, stride=1).dtype == np.float32
        ), "float32 must stay float32."
        compare.im2col_convolution(x.astype(float), W, b, padding=1, stride=1)
        compare.im2col_convolution(x, W.astype(float), b, stride=2, padding=0)
        compare.im2col_convolution(x, W, b.astype(float), rtol=1e-4, atol=1e-5, padding=0, stride=1)


@task("convolution", hint="Turn integers into float64 before you multiply.")
def test_integers(compare, rng):
    """Integers become float64. Products of narrow integers do not overflow."""
    for sizes in (2, 3, 5, 6, 4, 3, 2), (3, 2, 6, 5, 4, 2, 3):
        images, channels, height, width, kernels, *taps = sizes
        x = rng.integers(-120, 121, size=(images, channels, height, width)).astype(np.int8)
        W = rng.integers(-120, 121, size=(kernels, channels, *taps)).astype(np.int8)
        compare.im2col_convolution(
            x, W, rng.integers(-120, 121, size=kernels).astype(np.int8), padding=1, stride=1
        )
        compare.im2col_convolution(
            x.astype(np.uint8), W.astype(np.uint8), np.zeros(kernels, np.uint8), padding=0, stride=1
        )
        compare.im2col_convolution(
            x.astype(np.int64), W.astype(np.int64), np.arange(kernels), padding=0, stride=1
        )


@task("convolution", hint="Add and multiply the numbers as they are.")
def test_large_and_small_numbers(compare, rng):
    """Pixels and weights may be large or small."""
    for sizes in (2, 3, 5, 6, 4, 3, 2), (3, 2, 6, 4, 5, 2, 3):
        x, W, b = layer(rng, sizes)
        compare.im2col_convolution(1e6 * x, W, b, padding=1, stride=1)
        compare.im2col_convolution(x, W, 1e7 * b, padding=0, stride=1)
        compare.im2col_convolution(1e-12 * x, 1e-8 * W, 1e-20 * b, padding=1, atol=1e-27, stride=1)


@task("convolution", hint="Do not write into the arguments. Keep nothing between calls.")
def test_layouts_and_repeated_calls(compare, rng):
    """Transposed arrays and slices are accepted. The same call gives the same answer."""
    x, W, b = layer(rng, (3, 4, 6, 5, 3, 2, 3))
    first = x.transpose(3, 2, 1, 0).copy().transpose(3, 2, 1, 0), W[..., ::-1], np.repeat(b, 2)[::2]
    other = np.repeat(x, 2, axis=2)[:, :, ::2], np.asfortranarray(W), b[::-1]
    for case in first, other, first:
        compare.im2col_convolution(*case, padding=1, stride=1)


@task("convolution", hint="Look at the indices of the formula once more.")
def test_shifts_and_sums(student, rng):
    """A shifted image gives a shifted output. A brighter image adds the sum of the kernel."""
    x, W, b = layer(rng, (2, 3, 9, 8, 4, 3, 2))
    y = student.im2col_convolution(x, W, 0 * b, padding=0, stride=1)
    assert_close(
        student.im2col_convolution(0 * x, W, b, padding=0, stride=1),
        np.broadcast_to(b[:, np.newaxis, np.newaxis], y.shape),
        what="A black image must give the offset at all places; yours does not.",
    )
    assert_close(
        student.im2col_convolution(x[:, :, 2:, 1:], W, 0 * b, padding=0, stride=1),
        y[:, :, 2:, 1:],
        what="An image without its first rows and columns must give the output without them; yours does not.",
    )
    assert_close(
        student.im2col_convolution(2 * x + 1, W, b, padding=0, stride=1),
        2 * y + W.sum(axis=(1, 2, 3))[:, np.newaxis, np.newaxis] + b[:, np.newaxis, np.newaxis],
        what="With 2 x + 1 in place of x, the output must double and grow by the sum of the kernel; yours does not.",
    )


@task("convolution", weak=True, hint="Compare the shapes before anything else.")
def test_wrong_arguments(compare, rng):
    """ValueError is raised for other channels, for a kernel that is too large, and for bad numbers."""
    x, W, b = layer(rng, (2, 3, 5, 6, 4, 3, 2))
    for channels in 1, 2, 4:
        other = np.ones((4, channels, 3, 2))
        compare.raises("ValueError", "im2col_convolution", x, other, b, 0, 1)
    for padding, stride in (-1, 1), (0, 0), (1, -1):
        compare.raises("ValueError", "im2col_convolution", x, W, b, padding, stride)
    for taps in (6, 2), (3, 7), (8, 9):
        compare.raises("ValueError", "im2col_convolution", x, np.ones((4, 3, *taps)), b, 0, 1)
    compare.raises("ValueError", "im2col_convolution", x, np.ones((4, 3, 3, 9)), b, 1, 3)
    compare.raises("ValueError", "im2col_convolution", x, np.ones((4, 3, 8, 2)), b, 1, 2)
