"""Average pooling: windows that meet, overlap and leave gaps."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


@task("avg_pool", points=2, hint="How many pixels has a window?")
def test_windows_side_by_side(compare, rng):
    """The mean of each window, channel by channel; pixels left over at the edge are ignored."""
    compare.avg_pool(rng.normal(1.0, 1.0, size=(2, 3, 6, 9)), size=2, stride=2)
    compare.avg_pool(rng.normal(1.0, 1.0, size=(3, 2, 7, 10)), size=3, stride=3)


@task("avg_pool", points=2, hint="The stride need not be the size of the window.")
def test_windows_overlap_or_leave_gaps(compare, rng):
    """Windows may overlap, and there may be pixels between them that nobody looks at."""
    compare.avg_pool(rng.normal(size=(2, 3, 6, 9)), size=3, stride=1)
    compare.avg_pool(rng.normal(size=(3, 2, 8, 10)), size=3, stride=2)
    compare.avg_pool(rng.normal(size=(2, 4, 10, 7)), size=2, stride=3)


@task("avg_pool", hint="Sizes of 1 must survive; a window of one pixel is a window.")
def test_smallest_and_largest_windows(compare, rng):
    """Windows of one pixel, windows that fit only once, and a single image of one channel."""
    compare.avg_pool(rng.normal(size=(2, 3, 5, 8)), size=1, stride=3)
    compare.avg_pool(rng.normal(size=(2, 3, 4, 5)), size=4, stride=2)
    compare.avg_pool(rng.normal(size=(1, 1, 5, 7)), size=3, stride=2)


@task("avg_pool", hint="A window that does not hold a pixel must not feel it: average the window itself.")
def test_a_huge_pixel_is_felt_in_its_windows_only(compare, rng):
    """A pixel of 10 billion leaves the means of all other windows exact."""
    for shape, size, stride in ((2, 3, 9, 8), 3, 1), ((3, 2, 7, 10), 2, 2):
        x = rng.normal(size=shape)
        x[0, 1, 0, 0] = 1e10
        compare.avg_pool(x, size=size, stride=stride)


@task("avg_pool", hint="Pooling is linear: what happens to a plane?")
def test_a_plane_is_pooled_to_the_middles_of_the_windows(student, rng):
    """Where values rise evenly, the mean of a window is the value at its middle."""
    down, right, start = rng.normal(size=(3, 2, 4, 1, 1))
    rows, columns = np.arange(7.0)[:, None], np.arange(9.0)
    u, v = np.arange(3.0)[:, None], np.arange(4.0)
    for size in 2, 3:
        y = student.avg_pool(start + down * rows + right * columns, size, 2)
        middle = (size - 1) / 2
        assert_close(y, start + down * (2 * u + middle) + right * (2 * v + middle), what=f"size {size}")


@task(
    "avg_pool", hint="A mean of integers is no integer, and 8-bit sums wrap around; write into no argument."
)
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and a transposed array is as good as any."""
    single = rng.normal(size=(2, 3, 5, 6)).astype(np.float32)
    assert compare.avg_pool(single, size=2, stride=2).dtype == np.float32, "float32 must stay float32"
    compare.avg_pool(rng.integers(0, 256, size=(3, 2, 7, 6)).astype(np.uint8), size=3, stride=2)
    for x in single.T.astype(np.float64), rng.normal(size=(7, 6, 5, 2)).transpose(3, 0, 2, 1)[:, ::2, ::-1]:
        for _ in range(2):  # the second answer must be the first
            compare.avg_pool(x, size=2, stride=1)


@task("avg_pool", weak=True, hint="Each direction can be too small.")
def test_a_window_that_does_not_fit_is_refused(compare, rng):
    """A window that is higher or wider than the image: ValueError."""
    for shape, size in ((2, 3, 4, 9), 5), ((2, 3, 9, 4), 5), ((2, 3, 2, 2), 3):
        compare.raises("ValueError", "avg_pool", rng.normal(size=shape), size, 1)
