"""The reference of convolution against PyTorch, central differences, invariants and extremes."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
import torch
from torch.nn import functional

LAYERS = [  # images, kernels, (padding, stride, dilation)
    ((2, 3, 6, 8), (4, 3, 3, 2), (0, 1, 1)),
    ((3, 2, 5, 7), (5, 2, 2, 4), (2, 1, 1)),
    ((2, 3, 9, 8), (4, 3, 3, 2), (1, 2, 1)),
    ((1, 4, 10, 13), (2, 4, 2, 3), (0, 3, 2)),
    ((2, 1, 7, 9), (3, 1, 4, 3), (4, 2, 3)),
    ((2, 3, 4, 5), (6, 3, 1, 1), (0, 2, 1)),
]
POOLS = [((2, 3, 6, 9), 2, 2), ((3, 2, 8, 10), 3, 2), ((2, 4, 10, 7), 2, 3), ((1, 1, 4, 6), 4, 1)]


@pytest.fixture
def conv(load):
    return load("convolution")


@pytest.fixture
def rng():
    return np.random.default_rng(31)


def parameters(rng, images, kernels):
    return rng.normal(size=images), rng.normal(size=kernels), rng.normal(size=kernels[0])


def torch_conv(x, W, b, padding, stride, dilation):
    tensors = [torch.as_tensor(a) for a in (x, W, b)]
    return functional.conv2d(*tensors, stride=stride, padding=padding, dilation=dilation).numpy()


def central_differences(f, point, h=1e-4):
    slopes = np.empty_like(point)
    for index in np.ndindex(point.shape):
        step = np.zeros_like(point)
        step[index] = h
        slopes[index] = (f(point + step) - f(point - step)) / (2 * h)
    return slopes


def test_doctests(conv):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(conv)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize(("images", "kernels", "how"), LAYERS)
def test_forward_agrees_with_torch(conv, rng, images, kernels, how):
    """The convolution is PyTorch's, and its size the one of the formula."""
    x, W, b = parameters(rng, images, kernels)
    y = conv.conv2d_forward(x, W, b, *how)
    np.testing.assert_allclose(y, torch_conv(x, W, b, *how), rtol=1e-11, atol=1e-12)
    padding, stride, dilation = how
    for axis in 2, 3:
        places = conv.conv_output_size(images[axis], kernels[axis], padding, stride, dilation)
        assert y.shape[axis] == places


@pytest.mark.parametrize(("images", "kernels", "how"), LAYERS)
def test_backward_agrees_with_autograd(conv, rng, images, kernels, how):
    """All three gradients are those of PyTorch's autograd, for a random upstream gradient."""
    inputs = [torch.tensor(a, requires_grad=True) for a in parameters(rng, images, kernels)]
    y = functional.conv2d(*inputs, padding=how[0], stride=how[1], dilation=how[2])
    dout = rng.normal(size=tuple(y.shape))
    y.backward(torch.as_tensor(dout))
    x, W, _ = (tensor.detach().numpy() for tensor in inputs)
    for actual, expected in zip(conv.conv2d_backward(dout, x, W, *how), inputs, strict=True):
        np.testing.assert_allclose(actual, expected.grad.numpy(), rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("how", [(1, 2, 1), (2, 1, 2)])
def test_backward_agrees_with_central_differences(conv, rng, how):
    """The gradients are the slopes of sum(dout * y) in x, W and b."""
    x, W, b = parameters(rng, (2, 2, 4, 5), (3, 2, 2, 3))
    dout = rng.normal(size=conv.conv2d_forward(x, W, b, *how).shape)

    def loss(x, W, b):
        return np.sum(dout * conv.conv2d_forward(x, W, b, *how))

    dx, dW, db = conv.conv2d_backward(dout, x, W, *how)
    close = {"rtol": 1e-7, "atol": 1e-9}
    np.testing.assert_allclose(dx, central_differences(lambda p: loss(p, W, b), x), **close)
    np.testing.assert_allclose(dW, central_differences(lambda p: loss(x, p, b), W), **close)
    np.testing.assert_allclose(db, central_differences(lambda p: loss(x, W, p), b), **close)


def test_dilation_is_optional(conv, rng):
    """Left out, the dilation is 1 in every function that has one."""
    x, W, b = parameters(rng, (2, 3, 6, 8), (4, 3, 3, 2))
    y = conv.conv2d_forward(x, W, b, 1, 2)
    np.testing.assert_array_equal(y, conv.conv2d_forward(x, W, b, 1, 2, 1))
    for actual, expected in zip(
        conv.conv2d_backward(y, x, W, 1, 2), conv.conv2d_backward(y, x, W, 1, 2, 1), strict=True
    ):
        np.testing.assert_array_equal(actual, expected)
    assert conv.conv_output_size(9, 4, 1, 2) == conv.conv_output_size(9, 4, 1, 2, 1)
    assert conv.same_padding(7) == conv.same_padding(7, 1)


@pytest.mark.parametrize(("images", "kernels", "how"), LAYERS)
def test_layer_is_linear_in_images_and_in_kernels(conv, rng, images, kernels, how):
    """Without an offset sum(dout * y) = sum(dx * x) = sum(dW * W)."""
    x, W, b = parameters(rng, images, kernels)
    y = conv.conv2d_forward(x, W, 0 * b, *how)
    dout = rng.normal(size=y.shape)
    dx, dW, _ = conv.conv2d_backward(dout, x, W, *how)
    np.testing.assert_allclose([np.sum(dx * x), np.sum(dW * W)], np.sum(dout * y), rtol=1e-9)


def test_a_shifted_image_gives_a_shifted_output(conv, rng):
    """Convolution commutes with shifts: that is what sharing the weights means."""
    x, W, b = parameters(rng, (2, 3, 9, 11), (4, 3, 3, 2))
    y = conv.conv2d_forward(x, W, b, 0, 1)
    np.testing.assert_array_equal(conv.conv2d_forward(x[:, :, 2:, 3:], W, b, 0, 1), y[:, :, 2:, 3:])


def test_pixels_that_no_window_reaches_have_gradient_zero(conv, rng):
    """The rest that a stride leaves at the far end, and the gaps between windows."""
    x, W, _ = parameters(rng, (1, 2, 8, 9), (3, 2, 2, 2))
    dx, _, _ = conv.conv2d_backward(rng.normal(size=(1, 3, 3, 3)), x, W, 0, 3)
    assert np.all(dx[:, :, 2::3] == 0)
    assert np.all(dx[:, :, :, 2::3] == 0)
    assert np.all(dx[:, :, [0, 1, 3, 4, 6, 7]][:, :, :, [0, 1, 3, 4, 6, 7]] != 0)


def test_output_size_counts_the_places(conv):
    """For all small layers the formula is the number of places at which the kernel stays inside."""
    for w, f, p, s, d in np.ndindex(9, 5, 4, 4, 4):
        w, f, s, d = w + 1, f + 1, s + 1, d + 1
        places = sum(begin + d * (f - 1) < w + p for begin in range(-p, w + p, s))
        if places:
            assert conv.conv_output_size(w, f, p, s, d) == places
        else:
            with pytest.raises(ValueError, match=rf"f = {f} with dilation {d} spans {d * (f - 1) + 1}"):
                conv.conv_output_size(w, f, p, s, d)


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("conv_output_size", (5, 3, 0, 0), r"the stride s must be at least 1, got 0\."),
        ("conv_output_size", (5, 3, 0, -2), r"the stride s must be at least 1, got -2\."),
        ("conv_output_size", (5, 3, -1, 1), r"the padding p must be at least 0, got -1\."),
        ("conv_output_size", (5, 0, 0, 1), r"the kernel or window size f must be at least 1, got 0\."),
        ("conv_output_size", (5, 1, 0, 1, 0), r"the dilation d must be at least 1, got 0\."),
        ("same_padding", (-3,), r"the kernel size f must be at least 1, got -3\."),
        ("same_padding", (3, 0), r"the dilation d must be at least 1, got 0\."),
        ("receptive_field", ([(3, 1), (0, 2)],), r"the kernel of layers\[1\] must be at least 1, got 0\."),
        (
            "receptive_field",
            ([(3, 1), (2, 2), (3, 0)],),
            r"the stride of layers\[2\] must be at least 1, got 0",
        ),
        ("parameter_counts", ((3, 4, 5), 2, (0, 3)), r"the height of the kernel must be at least 1, got 0\."),
        (
            "parameter_counts",
            ((3, 4, 5), 2, (3, -1)),
            r"the width of the kernel must be at least 1, got -1\.",
        ),
    ],
)
def test_sizes_out_of_range_are_refused(conv, name, arguments, message):
    """The message names the argument, the least value and what came."""
    with pytest.raises(ValueError, match=message):
        getattr(conv, name)(*arguments)


@pytest.mark.parametrize(
    ("how", "word"),
    [((-1, 1, 1), "padding"), ((0, 0, 1), "stride"), ((0, 1, 0), "dilation"), ((1, 1, -2), "dilation")],
)
def test_layers_out_of_range_are_refused(conv, rng, how, word):
    """Forward and backward pass refuse what `conv_output_size` refuses, kernels without taps as well."""
    x, W, b = parameters(rng, (2, 3, 6, 8), (4, 3, 3, 2))
    dout = rng.normal(size=(2, 4, 4, 7))
    for call in (
        lambda W, *how: conv.conv2d_forward(x, W, b, *how),
        lambda W, *how: conv.conv2d_backward(dout, x, W, *how),
    ):
        with pytest.raises(ValueError, match=rf"the {word} . must be at least"):
            call(W, *how)
        with pytest.raises(ValueError, match="the kernel or window size f must be at least 1, got 0"):
            call(W[..., :0], 0, 1)


@pytest.mark.parametrize(
    ("size", "stride", "word"),
    [(0, 1, "window size f"), (-2, 1, "window size f"), (2, 0, "stride s"), (2, -1, "stride s")],
)
def test_windows_out_of_range_are_refused(conv, rng, size, stride, word):
    """All three functions of pooling refuse a size or a stride less than 1."""
    x, dout = rng.normal(size=(2, 3, 5, 6)), rng.normal(size=(2, 3, 4, 5))
    for call in (
        lambda: conv.max_pool(x, size, stride),
        lambda: conv.avg_pool(x, size, stride),
        lambda: conv.max_pool_backward(dout, x, size, stride),
    ):
        with pytest.raises(ValueError, match=f"{word} must be at least 1, got"):
            call()


def test_an_even_kernel_can_keep_the_size_with_an_even_dilation(conv):
    """The rule for even kernels is a convention: with dilation 2 an equal padding exists."""
    assert conv.conv_output_size(20, 6, 5, 1, 2) == 20


@pytest.mark.parametrize("d", [1, 2, 5])
@pytest.mark.parametrize("f", [1, 3, 9])
def test_same_padding_keeps_the_size(conv, f, d):
    """At stride 1 the output is as large as the image, whatever its size."""
    for w in 1, 4, 30:
        assert conv.conv_output_size(w, f, conv.same_padding(f, d), 1, d) == w


@pytest.mark.parametrize("f", [2, 6, 8])
def test_same_padding_refuses_even_kernels(conv, f):
    """The message names the argument, what was expected and what came; an even dilation changes nothing."""
    for d in 1, 2:
        with pytest.raises(ValueError, match="f must be odd"):
            conv.same_padding(f, d)
    with pytest.raises(ValueError, match=rf"the kernel size f must be odd, got {f}\. Use"):
        conv.same_padding(f)


@pytest.mark.parametrize(("shape", "size", "stride"), POOLS)
def test_pooling_agrees_with_torch(conv, rng, shape, size, stride):
    """Maxima, means and the gradient of the maxima are PyTorch's."""
    x = torch.tensor(rng.normal(-1.0, 1.0, size=shape), requires_grad=True)
    y = functional.max_pool2d(x, size, stride)
    dout = rng.normal(size=tuple(y.shape))
    y.backward(torch.as_tensor(dout))
    data = x.detach().numpy()
    np.testing.assert_array_equal(conv.max_pool(data, size, stride), y.detach().numpy())
    gradient = conv.max_pool_backward(dout, data, size, stride)
    np.testing.assert_allclose(gradient, x.grad.numpy(), rtol=1e-12, atol=1e-14)
    means = functional.avg_pool2d(x.detach(), size, stride).numpy()
    np.testing.assert_allclose(conv.avg_pool(data, size, stride), means, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(("shape", "size", "stride"), POOLS)
def test_ties_go_where_torch_sends_them(conv, rng, shape, size, stride):
    """With many equal pixels the first maximum takes the gradient, and none is lost."""
    x = torch.tensor(rng.integers(0, 3, size=shape), dtype=torch.float64, requires_grad=True)
    y = functional.max_pool2d(x, size, stride)
    dout = rng.normal(size=tuple(y.shape))
    y.backward(torch.as_tensor(dout))
    dx = conv.max_pool_backward(dout, x.detach().numpy(), size, stride)
    np.testing.assert_allclose(dx, x.grad.numpy(), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(dx.sum(axis=(2, 3)), dout.sum(axis=(2, 3)), rtol=1e-12, atol=1e-12)


def test_max_pool_backward_agrees_with_central_differences(conv, rng):
    """Where no two pixels are near each other the gradient is the slope of sum(dout * y)."""
    x = rng.permutation(2 * 3 * 5 * 4).reshape(2, 3, 5, 4) / 4.0
    dout = rng.normal(size=(2, 3, 3, 2))
    slopes = central_differences(lambda p: np.sum(dout * conv.max_pool(p, 3, 1)), x, h=0.01)
    np.testing.assert_allclose(conv.max_pool_backward(dout, x, 3, 1), slopes, rtol=1e-9, atol=1e-10)


def test_an_infinite_gradient_stays_where_it_belongs(conv):
    """An infinite upstream gradient reaches the maximum, and leaves no NaN beside it."""
    dx = conv.max_pool_backward(np.full((1, 1, 1, 1), np.inf), np.array([[[[1.0, 2.0], [0.0, 1.0]]]]), 2, 1)
    np.testing.assert_array_equal(dx, [[[[0.0, np.inf], [0.0, 0.0]]]])


def test_max_pool_of_extremes(conv):
    """Windows of nothing but minus infinity stay minus infinity."""
    x = np.full((1, 1, 3, 4), -np.inf)
    x[0, 0, 2, 3] = -1e308
    np.testing.assert_array_equal(conv.max_pool(x, 2, 1)[0, 0], [[-np.inf] * 3, [-np.inf, -np.inf, -1e308]])
    dx = conv.max_pool_backward(np.arange(1.0, 7.0).reshape(1, 1, 2, 3), x, 2, 1)
    np.testing.assert_array_equal(dx[0, 0], [[1, 2, 3, 0], [4, 5, 0, 0], [0, 0, 0, 6]])


def test_k_max_pool_keeps_minus_infinity_in_its_order(conv):
    """Entries of minus infinity are values like all others, and the first of them are kept."""
    x = np.array([-np.inf, 3.0, -np.inf, -np.inf, 1.0])
    np.testing.assert_array_equal(conv.k_max_pool(x, 4), [-np.inf, 3.0, -np.inf, 1.0])
    np.testing.assert_array_equal(conv.k_max_pool(np.full((2, 3), -np.inf), 2), np.full((2, 2), -np.inf))


@pytest.mark.parametrize("function", ["max_pool", "avg_pool"])
@pytest.mark.parametrize("shape", [(2, 3, 4, 9), (2, 3, 9, 4)])
def test_windows_that_do_not_fit_are_refused(conv, function, shape):
    """The message says what was asked, what there is, and what to do."""
    with pytest.raises(ValueError, match=r"f = 5 .* spans 5 pixels, .* of 4 with padding 0 has 4\. Use"):
        getattr(conv, function)(np.zeros(shape), 5, 1)


@pytest.mark.parametrize("kernels", [(4, 3, 6, 2), (4, 3, 2, 10)])
def test_kernels_that_do_not_fit_are_refused(conv, kernels):
    """Both directions are checked, padding and dilation counted."""
    x, W, b = np.zeros((2, 3, 3, 7)), np.zeros(kernels), np.zeros(4)
    with pytest.raises(ValueError, match="the kernel or window must fit"):
        conv.conv2d_forward(x, W, b, 1, 1)


def test_kernels_of_other_channels_are_refused(conv):
    """A single channel would broadcast; it is refused like any other number."""
    for channels in 1, 2, 4:
        W = np.zeros((5, channels, 2, 2))
        with pytest.raises(ValueError, match=rf"W must have as many channels as x: .* with {channels}, x is"):
            conv.conv2d_forward(np.zeros((2, 3, 6, 7)), W, np.zeros(5), 0, 1)


def test_k_max_pool_agrees_with_a_search_by_hand(conv, rng):
    """The kept places are the first k of all places, sorted by value downwards and then by place."""
    x = rng.integers(-2, 3, size=(200, 9)).astype(np.float64)
    for k in 1, 4, 9:
        kept = conv.k_max_pool(x, k)
        for row, values in zip(x, kept, strict=True):
            places = sorted(sorted(range(9), key=lambda t, row=row: (-row[t], t))[:k])
            np.testing.assert_array_equal(values, row[places])


def test_k_max_pool_agrees_with_torch(conv, rng):
    """On distinct values it is topk, brought back into its order."""
    x = rng.normal(size=(3, 4, 12))
    places = torch.as_tensor(x).topk(5, dim=-1).indices.sort(dim=-1).values
    expected = torch.as_tensor(x).gather(-1, places).numpy()
    np.testing.assert_array_equal(conv.k_max_pool(x, 5), expected)


@pytest.mark.parametrize("k", [-1, 0, 8])
def test_impossible_k_is_refused(conv, k):
    """The message names the argument, the range and the value."""
    with pytest.raises(ValueError, match=rf"k must be from 1 to the length of the last axis, 7; got {k}\."):
        conv.k_max_pool(np.zeros((3, 7)), k)


@pytest.mark.parametrize(
    "layers", [[], [(3, 1)], [(3, 2), (3, 1)], [(2, 3), (1, 2), (4, 1)], [(5, 2), (2, 2), (3, 1), (2, 1)]]
)
def test_receptive_field_is_where_gradients_arrive(conv, layers):
    """From the first to the last pixel that one output of convolutions of ones depends on."""
    x = torch.zeros(1, 1, 100, dtype=torch.float64, requires_grad=True)
    y = x
    for kernel, stride in layers:
        y = functional.conv1d(y, torch.ones(1, 1, kernel, dtype=torch.float64), stride=stride)
    y[0, 0, 0].backward()
    reached = np.flatnonzero(x.grad.numpy())
    assert conv.receptive_field(layers) == reached[-1] - reached[0] + 1


@pytest.mark.parametrize(("in_shape", "out", "kernel"), [((3, 4, 5), 2, (3, 3)), ((2, 6, 3), 5, (1, 5))])
def test_parameter_counts_are_those_of_torch_modules(conv, in_shape, out, kernel):
    """Conv2d and Linear of these sizes hold as many numbers."""
    height, width = in_shape[1:]
    layers = (
        torch.nn.Conv2d(in_shape[0], out, kernel, padding="same"),
        torch.nn.Linear(in_shape[0] * height * width, out * height * width),
    )
    expected = tuple(sum(p.numel() for p in layer.parameters()) for layer in layers)
    assert conv.parameter_counts(in_shape, out, kernel) == expected
    assert layers[0](torch.zeros(1, *in_shape)).shape == (1, out, height, width)


INTEGERS = [np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.bool_]


@pytest.mark.parametrize("dtype", [np.float32, np.float64, *INTEGERS])
def test_floats_keep_their_dtype_and_integers_become_float64(conv, dtype):
    """Every array of every function has the dtype of the convention."""
    x = np.arange(2 * 3 * 4 * 5).reshape(2, 3, 4, 5).astype(dtype)
    W, b = np.arange(24).reshape(2, 3, 2, 2).astype(dtype), np.ones(2, dtype)
    dout = np.ones((2, 2, 3, 4), dtype)
    results = [conv.conv2d_forward(x, W, b, 0, 1), *conv.conv2d_backward(dout, x, W, 0, 1)]
    results += [conv.max_pool(x, 2, 1), conv.avg_pool(x, 2, 1), conv.k_max_pool(x, 2)]
    results.append(conv.max_pool_backward(x[:, :, :3, :4], x, 2, 1))
    assert {r.dtype for r in results} == {
        np.dtype(dtype if dtype in (np.float32, np.float64) else np.float64)
    }


@pytest.mark.parametrize("dtype", INTEGERS[:-1])
def test_integers_of_every_width_are_those_of_float64(conv, rng, dtype):
    """Products, sums and negations are formed in floating point, near both ends of the range."""
    info = np.iinfo(dtype)

    def ends(*shape):
        low, high = rng.integers(info.min, info.min + 9, shape), rng.integers(info.max - 8, info.max, shape)
        return np.where(rng.random(shape) < 0.5, low, high).astype(dtype)

    x, W, b = ends(1, 2, 4, 5), ends(3, 2, 2, 3), ends(3)
    dout, pooled = ends(1, 3, 3, 3), ends(1, 2, 3, 4)
    for name, arrays, how in (
        ("conv2d_forward", (x, W, b), (0, 1)),
        ("conv2d_backward", (dout, x, W), (0, 1)),
        ("max_pool", (x,), (2, 1)),
        ("max_pool_backward", (pooled, x), (2, 1)),
        ("avg_pool", (x,), (3, 1)),
        ("k_max_pool", (x,), (3,)),
    ):
        wide = (a.astype(np.float64) for a in arrays)
        actual, expected = getattr(conv, name)(*arrays, *how), getattr(conv, name)(*wide, *how)
        for one, other in zip(actual, expected, strict=True):  # the gradients, or the images of a batch
            np.testing.assert_array_equal(one, other)


def test_arguments_are_not_modified(conv, rng):
    """Read-only arrays are enough for every function."""
    x, W, b = parameters(rng, (2, 3, 5, 6), (4, 3, 2, 3))
    dout, pooled = rng.normal(size=(2, 4, 4, 4)), rng.normal(size=(2, 3, 4, 5))
    for array in (x, W, b, dout, pooled):
        array.flags.writeable = False
    conv.conv2d_forward(x, W, b, 1, 2)
    conv.conv2d_backward(dout, x, W, 0, 1)
    conv.max_pool_backward(pooled, x, 2, 1)
    for result in conv.max_pool(x, 1, 1), conv.avg_pool(x, 1, 1), conv.k_max_pool(x, 6):
        assert not np.shares_memory(result, x)
