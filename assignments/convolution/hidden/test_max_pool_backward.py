"""The gradient of max pooling: overlaps add, ties go to the first."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def pooled(rng, x, size, stride):
    """An upstream gradient of the right shape."""
    out = [(side - size) // stride + 1 for side in x.shape[2:]]
    return rng.normal(0.5, 1.0, size=(*x.shape[:2], *out))


@task("max_pool_backward", points=2, hint="Which pixel of a window did the output come from?")
def test_windows_side_by_side(compare, rng):
    """Each window hands its gradient to the pixel that was its maximum; all other pixels get 0."""
    for shape, size in ((2, 3, 6, 9), 2), ((3, 2, 7, 10), 3):
        x = rng.normal(size=shape)
        compare.max_pool_backward(pooled(rng, x, size, size), x, size=size, stride=size)


@task("max_pool_backward", points=3, hint="A pixel may be the maximum of several windows.")
def test_overlapping_windows_add_up(compare, rng):
    """A pixel that is the maximum of several windows gets the sum of their gradients."""
    for shape, size, stride in ((2, 3, 6, 9), 3, 1), ((3, 2, 8, 10), 3, 2), ((2, 2, 7, 5), 4, 1):
        x = rng.normal(size=shape)
        compare.max_pool_backward(pooled(rng, x, size, stride), x, size=size, stride=stride)


@task("max_pool_backward", hint="Rows first: of two equal pixels, which does one read first?")
def test_ties_go_to_the_first(compare, rng):
    """Of equal maxima in a window the first in reading order takes the whole gradient."""
    for shape, size, stride in ((4, 3, 9, 11), 3, 2), ((3, 2, 8, 10), 2, 2):
        x = rng.integers(0, 3, size=shape).astype(np.float64)
        compare.max_pool_backward(pooled(rng, x, size, stride), x, size=size, stride=stride)
    x = np.full((2, 2, 4, 6), -3.0)
    compare.max_pool_backward(pooled(rng, x, 2, 2), x, size=2, stride=2)


@task("max_pool_backward", hint="Each window looks for its own first maximum, whatever the others chose.")
def test_ties_where_windows_overlap(compare, rng):
    """Every window chooses the first of its equal maxima, also where windows share pixels."""
    for shape, size, stride in ((2, 5, 8, 6), 3, 1), ((3, 4, 6, 9), 2, 1):
        x = rng.integers(0, 3, size=shape).astype(np.float64)
        compare.max_pool_backward(pooled(rng, x, size, stride), x, size=size, stride=stride)


@task("max_pool_backward", hint="Pixels that no window looks at have no part in the loss.")
def test_gaps_and_sizes_of_one(compare, rng):
    """Pixels between the windows get 0; windows of one pixel and windows that fit once work too."""
    for shape, size, stride in ((2, 3, 10, 7), 2, 3), ((2, 3, 5, 8), 1, 3), ((1, 1, 4, 5), 4, 2):
        x = rng.normal(size=shape) - 10.0
        compare.max_pool_backward(pooled(rng, x, size, stride), x, size=size, stride=stride)


@task("max_pool_backward", hint="Compare with central differences of your forward pass, pixel by pixel.")
def test_agrees_with_central_differences(student, reference, rng):
    """The gradient is that of the loss sum(dout * y), measured by small changes of x."""
    x = rng.permutation(2 * 2 * 5 * 4).reshape(2, 2, 5, 4) / 4.0  # no two values near each other
    dout, slopes = pooled(rng, x, 3, 1), np.empty_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = 0.01
        up, down = (reference.max_pool(p, 3, 1) for p in (x + step, x - step))
        slopes[index] = np.sum(dout * (up - down)) / 0.02
    assert_close(student.max_pool_backward(dout, x, 3, 1), slopes, rtol=1e-6, atol=1e-8)


@task("max_pool_backward", hint="No window may keep its gradient, and none may hand it out twice.")
def test_nothing_is_lost_on_the_way(student, rng):
    """In every channel the gradients of the pixels sum up to those of the windows, ties or not."""
    for size, stride in (2, 1), (3, 2):
        x = rng.integers(-4, 5, size=(3, 2, 7, 6)).astype(np.float64)
        dout = pooled(rng, x, size, stride)
        dx = student.max_pool_backward(dout, x, size, stride)
        assert_close(dx.shape, x.shape, what="shape of dx")
        assert_close(dx.sum(axis=(2, 3)), dout.sum(axis=(2, 3)), what="sum over all pixels of a channel")


@task("max_pool_backward", hint="Bring the inputs to one floating dtype first; write into no argument.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and a transposed array is as good as any."""
    x = rng.normal(size=(2, 3, 5, 6)).astype(np.float32)
    dx = compare.max_pool_backward(pooled(rng, x, 3, 1).astype(np.float32), x, size=3, stride=1)
    assert dx.dtype == np.float32, "float32 inputs must give a float32 gradient"
    whole = rng.integers(0, 256, size=(3, 2, 7, 6)).astype(np.uint8)
    up = rng.integers(100, 256, size=(3, 2, 5, 4)).astype(np.uint8)
    compare.max_pool_backward(up, whole, size=3, stride=1)
    for x in (
        rng.normal(size=(6, 5, 3, 2)).T,
        rng.normal(size=(7, 6, 5, 2)).transpose(3, 0, 2, 1)[:, ::2, ::-1],
    ):
        for _ in range(2):  # the second answer must be the first
            compare.max_pool_backward(pooled(rng, x, 2, 1), x, size=2, stride=1)
