"""Max pooling: windows that meet, overlap and leave gaps; negative images."""

from __future__ import annotations

import numpy as np

from grader.testing import task


@task("max_pool", points=2, hint="One number per window and channel, never across channels.")
def test_windows_side_by_side(compare, rng):
    """The largest value of each window, channel by channel; pixels left over at the edge are ignored."""
    compare.max_pool(rng.normal(size=(2, 3, 6, 9)), size=2, stride=2)
    compare.max_pool(rng.normal(size=(3, 2, 7, 10)), size=3, stride=3)


@task("max_pool", points=2, hint="The stride need not be the size of the window.")
def test_windows_overlap_or_leave_gaps(compare, rng):
    """Windows may overlap, and there may be pixels between them that nobody looks at."""
    compare.max_pool(rng.normal(size=(2, 3, 6, 9)), size=3, stride=1)
    compare.max_pool(rng.normal(size=(3, 2, 8, 10)), size=3, stride=2)
    compare.max_pool(rng.normal(size=(2, 4, 10, 7)), size=2, stride=3)


@task("max_pool", points=2, hint="What is the largest of -3 and -5? And what did you start from?")
def test_negative_images(compare, rng):
    """Where all pixels are negative the maximum is negative."""
    compare.max_pool(-1.0 - rng.random(size=(2, 3, 7, 8)), size=2, stride=1)
    compare.max_pool(-1e6 - rng.random(size=(3, 2, 5, 9)), size=3, stride=2)
    compare.max_pool(-1e300 - 1e299 * rng.random(size=(2, 2, 6, 5)), size=3, stride=1)


@task("max_pool", hint="Sizes of 1 must survive; a window of one pixel is a window.")
def test_smallest_and_largest_windows(compare, rng):
    """Windows of one pixel, windows that fit only once, and a single image of one channel."""
    compare.max_pool(rng.normal(size=(2, 3, 5, 8)), size=1, stride=3)
    compare.max_pool(rng.normal(size=(2, 3, 4, 5)), size=4, stride=2)
    compare.max_pool(rng.normal(size=(1, 1, 5, 7)), size=3, stride=2)


@task("max_pool", hint="The convention for dtypes holds for pooling too; write into no argument.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and a transposed array is as good as any."""
    single = rng.normal(size=(2, 3, 5, 6)).astype(np.float32)
    assert compare.max_pool(single, size=2, stride=2).dtype == np.float32, "float32 must stay float32"
    compare.max_pool(rng.integers(0, 256, size=(3, 2, 7, 6)).astype(np.uint8), size=3, stride=2)
    for x in single.T.astype(np.float64), rng.normal(size=(7, 6, 5, 2)).transpose(3, 0, 2, 1)[:, ::2, ::-1]:
        for _ in range(2):  # the second answer must be the first
            compare.max_pool(x, size=2, stride=1)


@task("max_pool", weak=True, hint="Each direction can be too small.")
def test_a_window_that_does_not_fit_is_refused(compare, rng):
    """A window that is higher or wider than the image: ValueError."""
    for shape, size in ((2, 3, 4, 9), 5), ((2, 3, 9, 4), 5), ((2, 3, 2, 2), 3):
        compare.raises("ValueError", "max_pool", rng.normal(size=shape), size, 1)
