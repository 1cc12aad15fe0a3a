"""The reference of im2col_convolution against PyTorch, loops, invariants and wrong arguments."""

from __future__ import annotations

import doctest
import itertools
import tracemalloc

import numpy as np
import pytest
import torch

SIZES = [(1, 1, 1, 1, 1, 1, 1), (2, 3, 7, 6, 4, 3, 2), (5, 2, 9, 11, 7, 4, 5), (3, 16, 12, 13, 8, 3, 3)]


@pytest.fixture
def convolution(load):
    """Without padding and with a stride of 1, where a test does not say others."""
    function = load("im2col_convolution").im2col_convolution
    return lambda x, W, b, padding=0, stride=1: function(x, W, b, padding, stride)


@pytest.fixture
def rng():
    return np.random.default_rng(44)


def layer(rng, sizes, dtype=np.float64):
    images, channels, height, width, kernels, *taps = sizes
    shapes = (images, channels, height, width), (kernels, channels, *taps), (kernels,)
    return [rng.normal(size=shape).astype(dtype) for shape in shapes]


def by_torch(x, W, b, padding=0, stride=1):
    x, W, b = (torch.from_numpy(np.ascontiguousarray(a)) for a in (x, W, b))
    return torch.nn.functional.conv2d(x, W, b, stride, padding).numpy()


def test_doctests(load):
    """The examples in the docstring run and print what they say."""
    outcome = doctest.testmod(load("im2col_convolution"))
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize(("padding", "stride"), list(itertools.product((0, 1, 3), (1, 2, 5))))
def test_the_output_is_that_of_torch(convolution, rng, sizes, padding, stride):
    args = layer(rng, sizes)
    np.testing.assert_allclose(
        convolution(*args, padding, stride), by_torch(*args, padding, stride), rtol=1e-11, atol=1e-12
    )


def test_the_output_is_the_sum_of_the_formula(convolution, rng):
    x, W, b = layer(rng, (2, 3, 5, 6, 4, 3, 2))
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    y = convolution(x, W, b, padding=1, stride=2)
    assert y.shape == (2, 4, 3, 4)
    for n, f, u, v in np.ndindex(y.shape):
        window = padded[n, :, 2 * u : 2 * u + 3, 2 * v : 2 * v + 2]
        assert y[n, f, u, v] == pytest.approx(b[f] + (window * W[f]).sum(), rel=1e-12)


@pytest.mark.parametrize("sizes", SIZES)
def test_single_precision_is_kept(convolution, rng, sizes):
    args = layer(rng, sizes, np.float32)
    y = convolution(*args)
    assert y.dtype == np.float32
    np.testing.assert_allclose(y, by_torch(*args), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("wide", [0, 1, 2])
def test_the_widest_dtype_is_returned(convolution, rng, wide):
    args = layer(rng, SIZES[1], np.float32)
    args[wide] = args[wide].astype(np.float64)
    y = convolution(*args)
    assert y.dtype == np.float64
    np.testing.assert_allclose(y, by_torch(*(a.astype(float) for a in args)), rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64])
def test_integers_become_float64(convolution, rng, dtype):
    args = [rng.integers(0, 120, size=a.shape).astype(dtype) for a in layer(rng, SIZES[1])]
    y = convolution(*args)
    assert y.dtype == np.float64
    assert np.array_equal(y, by_torch(*(a.astype(float) for a in args)))


def test_arguments_of_any_layout_stay_as_they_are(convolution, rng):
    x, W, b = layer(rng, SIZES[2])
    args = x.transpose(0, 1, 3, 2)[::-1], np.asfortranarray(W.transpose(0, 1, 3, 2)), b[::-1]
    before = [a.copy() for a in args]
    np.testing.assert_allclose(convolution(*args, 1, 2), by_torch(*before, 1, 2), rtol=1e-11, atol=1e-12)
    assert all(np.array_equal(a, old) for a, old in zip(args, before, strict=True))


@pytest.mark.parametrize(
    ("shape", "padding", "stride"),
    [
        ((4, 2, 3, 2), 0, 1), ((4, 1, 3, 2), 0, 1), ((4, 3, 3, 2), -1, 1), ((4, 3, 3, 2), 0, 0),
        ((4, 3, 8, 2), 0, 1), ((4, 3, 3, 7), 0, 1), ((4, 3, 10, 2), 1, 1), ((4, 3, 3, 9), 1, 4),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(convolution, shape, padding, stride):
    with pytest.raises(ValueError, match="must"):
        convolution(np.ones((2, 3, 7, 6)), np.ones(shape), np.ones(4), padding, stride)


def test_memory_does_not_grow_with_the_number_of_images(convolution, rng):
    extra = []
    for images in 2, 32:
        args = layer(rng, (images, 8, 20, 20, 16, 3, 3), np.float32)
        tracemalloc.start()
        try:
            y = convolution(*args)
            extra.append(tracemalloc.get_traced_memory()[1] - y.nbytes)
        finally:
            tracemalloc.stop()
    assert extra[1] < 1.2 * extra[0]
