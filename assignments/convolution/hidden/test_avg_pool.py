"""Average pooling: windows that touch, overlap or leave gaps."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def ends(rng, shape, dtype):
    """Integers near both ends of the range of a dtype."""
    least, most = np.iinfo(dtype).min, np.iinfo(dtype).max
    low, high = rng.integers(least, least + 9, shape), rng.integers(most - 8, most + 1, shape)
    return np.where(rng.random(shape) < 0.5, low, high).astype(dtype)


@task("avg_pool", points=2, hint="How many pixels are in a window?")
def test_windows_side_by_side(compare, rng):
    """The result is the mean of each window, per channel. Pixels that remain at the edge are not used."""
    compare.avg_pool(rng.normal(1.0, 1.0, size=(2, 3, 6, 9)), size=2, stride=2)
    compare.avg_pool(rng.normal(1.0, 1.0, size=(3, 2, 7, 10)), size=3, stride=3)


@task("avg_pool", points=2, hint="The stride may differ from the size of the window.")
def test_windows_overlap_or_leave_gaps(compare, rng):
    """Windows may overlap, or there may be pixels between them."""
    compare.avg_pool(rng.normal(size=(2, 3, 6, 9)), size=3, stride=1)
    compare.avg_pool(rng.normal(size=(3, 2, 8, 10)), size=3, stride=2)
    compare.avg_pool(rng.normal(size=(2, 4, 10, 7)), size=2, stride=3)


@task("avg_pool", hint="Keep axes of length 1.")
def test_smallest_and_largest_windows(compare, rng):
    """A window may have one pixel or cover the whole image. There may be one image and one channel."""
    compare.avg_pool(rng.normal(size=(2, 3, 5, 8)), size=1, stride=3)
    compare.avg_pool(rng.normal(size=(2, 3, 4, 5)), size=4, stride=2)
    compare.avg_pool(rng.normal(size=(1, 1, 5, 7)), size=3, stride=2)


@task("avg_pool", hint="Each pixel of a window has the same weight.")
def test_a_plane_is_pooled_to_the_middles_of_the_windows(student, rng):
    """Where values increase linearly, the mean of a window is the value at its centre."""
    down, right, start = rng.normal(size=(3, 2, 4, 1, 1))
    rows, columns = np.arange(7.0)[:, None], np.arange(9.0)
    u, v = np.arange(3.0)[:, None], np.arange(4.0)
    for size in 2, 3:
        y = student.avg_pool(start + down * rows + right * columns, size, 2)
        middle = (size - 1) / 2
        assert_close(
            y,
            start + down * (2 * u + middle) + right * (2 * v + middle),
            what="Where values increase linearly, the mean must be the value at the centre; yours is not.",
        )


@task("avg_pool", hint="Find an axis by its position, not by its length.")
def test_equal_sizes(compare, rng):
    """Images are square, and there are as many channels as images."""
    for shape, size, stride in (
        ((1, 1, 3, 4), 2, 1),
        ((2, 3, 6, 6), 3, 2),
        ((3, 3, 5, 7), 2, 2),
        ((2, 4, 5, 6), 1, 1),
        ((2, 3, 4, 4), 4, 4),
        ((3, 3, 3, 3), 2, 1),
    ):
        compare.avg_pool(rng.normal(size=shape), size=size, stride=stride)


@task("avg_pool", hint="Divide by the number of pixels in a window and by nothing else.")
def test_large_and_tiny_values(compare, rng):
    """Values may be tiny or large, and windows may be large."""
    for scale in 1e-13, 1e3, 1e6:
        for shape, size, stride in ((2, 3, 6, 9), 2, 1), ((3, 2, 8, 7), 3, 2):
            compare.avg_pool(scale * rng.normal(size=shape), size, stride, atol=1e-10 * scale)
    compare.avg_pool(rng.normal(size=(1, 2, 37, 35)), size=11, stride=1)
    compare.avg_pool(rng.normal(size=(12, 11, 5, 4)), size=2, stride=2)


@task("avg_pool", hint="Convert to float64 first: a sum of 8-bit integers overflows.")
def test_integers_of_every_width(compare, rng):
    """Integers of 8, 16 and 64 bits become float64."""
    for dtype in np.int8, np.uint8, np.int16, np.uint16:
        compare.avg_pool(ends(rng, (3, 2, 7, 6), dtype), size=3, stride=2, atol=1e-10 * np.iinfo(dtype).max)
    y = compare.avg_pool(rng.integers(-9, 10, size=(2, 3, 4, 6)), size=2, stride=2)
    assert y.dtype == np.float64, "Integers must give float64."


@task("avg_pool", hint="Give the result the dtype of the input. Do not write into arguments.")
def test_single_precision_and_memory_layouts(compare, rng):
    """float32 stays float32, and transposed arrays and slices are accepted."""
    single = rng.normal(size=(2, 3, 5, 6)).astype(np.float32)
    assert compare.avg_pool(single, size=2, stride=2).dtype == np.float32, "float32 must stay float32."
    for x in single.T.astype(np.float64), rng.normal(size=(7, 6, 5, 2)).transpose(3, 0, 2, 1)[:, ::2, ::-1]:
        for _ in range(2):  # the second answer must be the first
            compare.avg_pool(x, size=2, stride=1)


@task("avg_pool", weak=True, hint="Use your conv_output_size: it raises these errors.")
def test_impossible_windows_are_refused(compare, rng):
    """ValueError is raised for a window larger than the image, and for a size or a stride below 1."""
    for shape, size, stride in (
        ((2, 3, 4, 9), 5, 1),
        ((2, 3, 9, 4), 5, 1),
        ((2, 3, 2, 2), 3, 1),
        ((2, 3, 6, 5), 0, 1),
        ((2, 3, 6, 5), -1, 1),
        ((2, 3, 6, 5), 2, 0),
        ((2, 3, 6, 5), 2, -1),
    ):
        compare.raises("ValueError", "avg_pool", rng.normal(size=shape), size, stride)
