"""The gradient of max pooling: overlapping windows add up, the first of equal maxima gets the gradient."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def ends(rng, shape, dtype):
    """Integers near both ends of the range of a dtype."""
    least, most = np.iinfo(dtype).min, np.iinfo(dtype).max
    low, high = rng.integers(least, least + 9, shape), rng.integers(most - 8, most + 1, shape)
    return np.where(rng.random(shape) < 0.5, low, high).astype(dtype)


def pooled(rng, x, size, stride):
    """An upstream gradient of the right shape."""
    out = [(side - size) // stride + 1 for side in x.shape[2:]]
    return rng.normal(0.5, 1.0, size=(*x.shape[:2], *out))


@task("max_pool_backward", points=2, hint="Which pixel of a window is the output?")
def test_windows_side_by_side(compare, rng):
    """Each window passes its gradient to its largest pixel. All other pixels get 0."""
    for shape, size in ((2, 3, 6, 9), 2), ((3, 2, 7, 10), 3):
        x = rng.normal(size=shape)
        compare.max_pool_backward(pooled(rng, x, size, size), x, size=size, stride=size)


@task("max_pool_backward", points=3, hint="Add to the gradient of a pixel; do not overwrite it.")
def test_overlapping_windows_add_up(compare, rng):
    """A pixel that is the maximum of several windows gets the sum of their gradients."""
    for shape, size, stride in ((2, 3, 6, 9), 3, 1), ((3, 2, 8, 10), 3, 2), ((2, 2, 7, 5), 4, 1):
        x = rng.normal(size=shape)
        compare.max_pool_backward(pooled(rng, x, size, stride), x, size=size, stride=stride)


@task("max_pool_backward", hint="np.argmax of the flattened window gives the first maximum.")
def test_ties_go_to_the_first(compare, rng):
    """Of equal maxima in a window, the first one gets the whole gradient. The order is row by row."""
    for shape, size, stride in ((4, 3, 9, 11), 3, 2), ((3, 2, 8, 10), 2, 2):
        x = rng.integers(0, 3, size=shape).astype(np.float64)
        compare.max_pool_backward(pooled(rng, x, size, stride), x, size=size, stride=stride)
    x = np.full((2, 2, 4, 6), -3.0)
    compare.max_pool_backward(pooled(rng, x, 2, 2), x, size=2, stride=2)


@task("max_pool_backward", hint="Choose the first maximum in each window by itself.")
def test_ties_where_windows_overlap(compare, rng):
    """Each window chooses the first of its equal maxima, also where windows overlap."""
    for shape, size, stride in ((2, 5, 8, 6), 3, 1), ((3, 4, 6, 9), 2, 1):
        x = rng.integers(0, 3, size=shape).astype(np.float64)
        compare.max_pool_backward(pooled(rng, x, size, stride), x, size=size, stride=stride)


@task("max_pool_backward", hint="The loss does not depend on pixels outside all windows.")
def test_gaps_and_sizes_of_one(compare, rng):
    """Pixels between the windows get 0. Windows may have one pixel, or there may be one window."""
    for shape, size, stride in ((2, 3, 10, 7), 2, 3), ((2, 3, 5, 8), 1, 3), ((1, 1, 4, 5), 4, 2):
        x = rng.normal(size=shape) - 10.0
        compare.max_pool_backward(pooled(rng, x, size, stride), x, size=size, stride=stride)


@task("max_pool_backward", hint="Check it yourself: change one pixel a little and look at the loss.")
def test_agrees_with_central_differences(student, reference, rng):
    """The gradient agrees with finite differences of sum(dout * y)."""
    x = rng.permutation(2 * 2 * 5 * 4).reshape(2, 2, 5, 4) / 4.0  # no two values near each other
    dout, slopes = pooled(rng, x, 3, 1), np.empty_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = 0.01
        up, down = (reference.max_pool(p, 3, 1) for p in (x + step, x - step))
        slopes[index] = np.sum(dout * (up - down)) / 0.02
    assert_close(student.max_pool_backward(dout, x, 3, 1), slopes, rtol=1e-6, atol=1e-8)


@task("max_pool_backward", hint="Each window passes its gradient on exactly once.")
def test_sums_of_gradients(student, rng):
    """In each channel, the gradients of all pixels and of all windows have the same sum."""
    for size, stride in (2, 1), (3, 2):
        x = rng.integers(-4, 5, size=(3, 2, 7, 6)).astype(np.float64)
        dout = pooled(rng, x, size, stride)
        dx = student.max_pool_backward(dout, x, size, stride)
        assert_close(dx.shape, x.shape, what="dx must have the shape of x; yours does not.")
        assert_close(
            dx.sum(axis=(2, 3)),
            dout.sum(axis=(2, 3)),
            what="In each channel, the gradients of pixels and of windows must have the same sum; yours do not.",
        )


@task("max_pool_backward", hint="Compare without a tolerance.")
def test_nearly_equal_pixels_are_no_tie(compare, rng):
    """The larger of two nearly equal pixels is the maximum."""
    for start, step in (1.0, 1e-14), (-1000.0, 1e-11), (0.0, 1e-13), (1e6, 1e-8):
        for shape, size, stride in ((2, 3, 6, 7), 2, 2), ((3, 2, 7, 5), 3, 1):
            x = start + step * rng.permutation(np.prod(shape)).reshape(shape)
            compare.max_pool_backward(pooled(rng, x, size, stride), x, size, stride)


@task(
    "max_pool_backward",
    hint="Start the search with the first pixel of the window, not with a number of your own.",
)
def test_pixels_of_minus_infinity(compare, rng):
    """If a window has minus infinity only, its first pixel gets the gradient."""
    for shape, size, stride in ((2, 3, 8, 9), 2, 1), ((3, 2, 7, 10), 3, 2), ((2, 2, 6, 6), 2, 2):
        x = rng.normal(-5.0, 1.0, size=shape)
        x[rng.random(size=shape) < 0.6] = -np.inf
        x[1, 1] = -np.inf
        compare.max_pool_backward(pooled(rng, x, size, stride), x, size, stride)


@task("max_pool_backward", hint="Find an axis by its position, not by its length.")
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
        for x in rng.normal(size=shape), rng.integers(0, 3, size=shape).astype(np.float64):
            compare.max_pool_backward(pooled(rng, x, size, stride), x, size, stride)


@task("max_pool_backward", hint="The gradient of a window is passed on unchanged.")
def test_large_and_tiny_gradients(compare, rng):
    """Upstream gradients may be tiny or large, and windows may be large."""
    for scale in 1e-13, 1e3, 1e6:
        for shape, size, stride in ((2, 3, 6, 9), 2, 1), ((3, 2, 8, 7), 3, 2):
            x = rng.normal(size=shape)
            dout = scale * pooled(rng, x, size, stride)
            compare.max_pool_backward(dout, x, size, stride, atol=1e-10 * scale)
    for shape, size, stride in ((1, 2, 37, 35), 11, 1), ((12, 11, 5, 4), 2, 2):
        x = rng.normal(size=shape)
        compare.max_pool_backward(pooled(rng, x, size, stride), x, size, stride)


@task(
    "max_pool_backward",
    hint="Convert dout and x to float64 first: a sum of 8-bit integers overflows.",
)
def test_integers_of_every_width(compare, rng):
    """Integers of 8, 16 and 64 bits become float64."""
    for dtype in np.int8, np.uint8, np.int16, np.uint16:
        x, dout = ends(rng, (3, 2, 7, 6), dtype), ends(rng, (3, 2, 5, 4), dtype)
        compare.max_pool_backward(dout, x, size=3, stride=1)
        compare.max_pool_backward(pooled(rng, x, 2, 2), x, size=2, stride=2)
    whole = [rng.integers(-9, 10, shape) for shape in ((2, 3, 4, 5), (2, 3, 5, 6))]
    dx = compare.max_pool_backward(*whole, size=2, stride=1)
    assert dx.dtype == np.float64, "Integers must give float64."


@task("max_pool_backward", hint="Give the result the dtype of the inputs. Do not write into arguments.")
def test_single_precision_and_memory_layouts(compare, rng):
    """float32 stays float32, and transposed arrays and slices are accepted."""
    x = rng.normal(size=(2, 3, 5, 6)).astype(np.float32)
    dx = compare.max_pool_backward(pooled(rng, x, 3, 1).astype(np.float32), x, size=3, stride=1)
    assert dx.dtype == np.float32, "float32 inputs must give a float32 gradient."
    for x in (
        rng.normal(size=(6, 5, 3, 2)).T,
        rng.normal(size=(7, 6, 5, 2)).transpose(3, 0, 2, 1)[:, ::2, ::-1],
    ):
        for _ in range(2):  # the second answer must be the first
            compare.max_pool_backward(pooled(rng, x, 2, 1), x, size=2, stride=1)


@task("max_pool_backward", weak=True, hint="Use your conv_output_size: it raises these errors.")
def test_impossible_windows_are_refused(compare, rng):
    """ValueError is raised for a window larger than the image, and for a size or a stride below 1."""
    for shape, size, stride in (
        ((2, 3, 4, 9), 5, 1),
        ((2, 3, 9, 4), 5, 1),
        ((2, 3, 6, 5), 0, 1),
        ((2, 3, 6, 5), -1, 1),
        ((2, 3, 6, 5), 2, 0),
        ((2, 3, 6, 5), 2, -1),
    ):
        x, dout = rng.normal(size=shape), rng.normal(size=(2, 3, 2, 2))
        compare.raises("ValueError", "max_pool_backward", dout, x, size, stride)
