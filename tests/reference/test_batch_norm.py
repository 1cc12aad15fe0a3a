"""The reference of batch_norm against PyTorch, central differences, invariants and extremes."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
import torch
from torch.nn import functional

SHAPES = [(2, 3), (7, 5), (64, 4)]
IMAGES = [(3, 2, 5, 4), (1, 3, 4, 6), (5, 3, 1, 1)]
EPS = [1e-5, 0.1, 1.0]


@pytest.fixture
def bn(load):
    return load("batch_norm")


@pytest.fixture
def rng():
    return np.random.default_rng(23)


def layer(rng, features):
    """gamma, beta and running statistics, all entries distinct."""
    return (
        rng.uniform(0.5, 2.0, size=features) * rng.choice([-1.0, 1.0], size=features),
        rng.normal(size=features),
        (rng.normal(size=features), rng.uniform(0.5, 3.0, size=features)),
    )


def torch_batch_norm(x, gamma, beta, running, momentum, eps, training=True):
    """PyTorch's output and running statistics; it changes its state in place, so it is given copies."""
    mean, var = (torch.tensor(r) for r in running)
    y = functional.batch_norm(
        torch.as_tensor(x), mean, var, torch.as_tensor(gamma), torch.as_tensor(beta), training, momentum, eps
    )
    return y.numpy(), (mean.numpy(), var.numpy())


def assert_same(actual, expected, rtol=1e-10, atol=1e-12):
    """Equal output and equal running statistics."""
    np.testing.assert_allclose(actual[0], expected[0], rtol=rtol, atol=atol)
    np.testing.assert_allclose(actual[1], expected[1], rtol=rtol, atol=atol)


def central_differences(f, point, h=1e-5):
    slopes = np.empty_like(point)
    for index in np.ndindex(point.shape):
        step = np.zeros_like(point)
        step[index] = h
        slopes[index] = (f(point + step) - f(point - step)) / (2 * h)
    return slopes


def test_doctests(bn):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(bn)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("eps", EPS)
def test_forward_agrees_with_torch(bn, rng, shape, eps):
    """Output and running statistics of a training step are PyTorch's."""
    x, state = rng.normal(3.0, 2.0, size=shape), layer(rng, shape[1])
    assert_same(bn.batchnorm_forward(x, *state, 0.1, eps), torch_batch_norm(x, *state, 0.1, eps))


@pytest.mark.parametrize("shape", IMAGES)
@pytest.mark.parametrize("eps", EPS)
def test_forward2d_agrees_with_torch(bn, rng, shape, eps):
    """The same for images."""
    x, state = rng.normal(3.0, 2.0, size=shape), layer(rng, shape[1])
    assert_same(bn.batchnorm2d_forward(x, *state, 0.3, eps), torch_batch_norm(x, *state, 0.3, eps))


@pytest.mark.parametrize("eps", EPS)
def test_two_steps_then_inference_agree_with_torch(bn, rng, eps):
    """The state that two training steps leave gives PyTorch's predictions, for one row as for many."""
    gamma, beta, _ = layer(rng, 4)
    ours = theirs = np.zeros(4), np.ones(4)
    for n in 9, 6:
        x = rng.normal(n, 2.0, size=(n, 4))
        _, ours = bn.batchnorm_forward(x, gamma, beta, ours, 0.4, eps)
        _, theirs = torch_batch_norm(x, gamma, beta, theirs, 0.4, eps)
    for n in 1, 5:
        x = rng.normal(6.0, 2.0, size=(n, 4))
        expected, _ = torch_batch_norm(x, gamma, beta, theirs, 0.4, eps, training=False)
        np.testing.assert_allclose(bn.batchnorm_inference(x, gamma, beta, ours, eps), expected, rtol=1e-10)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("eps", EPS)
def test_backward_agrees_with_autograd(bn, rng, shape, eps):
    """All three gradients are those of PyTorch's autograd, for a random upstream gradient."""
    x, dout, (gamma, beta, _) = rng.normal(3.0, 2.0, size=shape), rng.normal(size=shape), layer(rng, shape[1])
    inputs = [torch.tensor(a, requires_grad=True) for a in (x, gamma, beta)]
    y = functional.batch_norm(inputs[0], None, None, inputs[1], inputs[2], training=True, eps=eps)
    y.backward(torch.as_tensor(dout))
    for actual, expected in zip(bn.batchnorm_backward(dout, x, gamma, eps), inputs, strict=True):
        np.testing.assert_allclose(actual, expected.grad.numpy(), rtol=1e-8, atol=1e-11)


def test_backward_agrees_with_central_differences(bn, rng):
    """The gradients are the slopes of sum(dout * y) in x, gamma and beta."""
    x, dout, (gamma, beta, running) = rng.normal(size=(5, 3)), rng.normal(size=(5, 3)), layer(rng, 3)

    def loss(x, gamma, beta):
        return np.sum(dout * bn.batchnorm_forward(x, gamma, beta, running, 0.1, 0.2)[0])

    dx, dgamma, dbeta = bn.batchnorm_backward(dout, x, gamma, 0.2)
    close = {"rtol": 1e-6, "atol": 1e-8}
    np.testing.assert_allclose(dx, central_differences(lambda p: loss(p, gamma, beta), x), **close)
    np.testing.assert_allclose(dgamma, central_differences(lambda p: loss(x, p, beta), gamma), **close)
    np.testing.assert_allclose(dbeta, central_differences(lambda p: loss(x, gamma, p), beta), **close)


def test_output_has_mean_beta_and_the_variance_of_the_formula(bn, rng):
    """mean(y) = beta and var(y) = gamma² var / (var + eps)."""
    x, (gamma, beta, running) = rng.normal(3.0, 2.0, size=(9, 4)), layer(rng, 4)
    y, _ = bn.batchnorm_forward(x, gamma, beta, running, 0.1, 0.5)
    np.testing.assert_allclose(y.mean(axis=0), beta, atol=1e-12)
    np.testing.assert_allclose(y.var(axis=0), gamma**2 * x.var(axis=0) / (x.var(axis=0) + 0.5))


def test_gradient_is_blind_to_shifts_and_nearly_to_scalings(bn, rng):
    """Columns of dx sum to 0; along x they hold the share that eps lets through; ones upstream give 0."""
    x, dout, (gamma, _, _) = rng.normal(2.0, 1.0, size=(8, 3)), rng.normal(size=(8, 3)), layer(rng, 3)
    dx, dgamma, _ = bn.batchnorm_backward(dout, x, gamma, 0.1)
    np.testing.assert_allclose(dx.sum(axis=0), 0.0, atol=1e-13)
    np.testing.assert_allclose((dx * x).sum(axis=0), gamma * dgamma * 0.1 / (x.var(axis=0) + 0.1), rtol=1e-9)
    np.testing.assert_allclose(bn.batchnorm_backward(np.ones_like(x), x, gamma, 0.1)[0], 0.0, atol=1e-13)


def test_images_are_rows_of_channels(bn, rng):
    """batchnorm2d_forward is batchnorm_forward on the (B·H·W, C) matrix of all pixels."""
    x, state = rng.normal(3.0, 2.0, size=(2, 3, 4, 5)), layer(rng, 3)
    y, running = bn.batchnorm2d_forward(x, *state, 0.2, 0.1)
    rows, expected = bn.batchnorm_forward(np.moveaxis(x, 1, -1).reshape(-1, 3), *state, 0.2, 0.1)
    np.testing.assert_allclose(np.moveaxis(y, 1, -1).reshape(-1, 3), rows, rtol=1e-12)
    np.testing.assert_allclose(running, expected, rtol=1e-12)


def test_running_statistics_converge_to_those_of_the_data(bn, rng):
    """Fed with many small batches, the running variance estimates the variance without the bias of B."""
    gamma, beta, _ = layer(rng, 2)
    running = np.zeros(2), np.ones(2)
    total = np.zeros(2)
    for _ in range(4000):
        x = rng.normal(5.0, [1.0, 2.0], size=(4, 2))
        _, running = bn.batchnorm_forward(x, gamma, beta, running, 0.05, 0.1)
        total += running[1]
    np.testing.assert_allclose(total / 4000, [1.0, 4.0], rtol=0.05)  # the biased one settles at 0.75 and 3


def test_update_lowers_the_loss(bn, rng):
    """Gradient descent on gamma and beta alone fits an affine target."""
    x, (gamma, beta, running) = rng.normal(3.0, 2.0, size=(16, 2)), layer(rng, 2)
    target = 3.0 * bn.batchnorm_forward(x, np.ones(2), np.zeros(2), running, 0.1, 0.1)[0] - 1.0
    for _ in range(400):
        y, _ = bn.batchnorm_forward(x, gamma, beta, running, 0.1, 0.1)
        _, dgamma, dbeta = bn.batchnorm_backward((y - target) / 16, x, gamma, 0.1)
        gamma, beta = bn.update(gamma, beta, (dgamma, dbeta), 0.5)
    np.testing.assert_allclose(gamma, 3.0, rtol=1e-8)
    np.testing.assert_allclose(beta, -1.0, rtol=1e-8)


def test_large_mean_costs_no_digits(bn, rng):
    """Features around 10000 with a deviation of 0.01 keep nine digits, in output and gradient."""
    exact = np.round(rng.normal(0.0, 0.01, size=(32, 3)) * 2**30) / 2**30  # exact also after the shift
    dout, (gamma, beta, running) = rng.normal(size=(32, 3)), layer(rng, 3)
    y, _ = bn.batchnorm_forward(exact + 1e4, gamma, beta, running, 0.1, 1e-5)
    expected, _ = bn.batchnorm_forward(exact, gamma, beta, running, 0.1, 1e-5)
    np.testing.assert_allclose(y, expected, rtol=0, atol=1e-9)
    near = bn.batchnorm_backward(dout, exact, gamma, 1e-5)
    for far, expected in zip(bn.batchnorm_backward(dout, exact + 1e4, gamma, 1e-5), near, strict=True):
        np.testing.assert_allclose(far, expected, rtol=0, atol=1e-9 * np.abs(expected).max())


def test_constant_feature_gives_beta(bn, rng):
    """A feature without variance comes out as beta, and its gradient stays finite."""
    x, (gamma, beta, running) = np.full((6, 3), 0.1), layer(rng, 3)
    y, _ = bn.batchnorm_forward(x, gamma, beta, running, 0.1, 1e-5)
    np.testing.assert_allclose(y, np.tile(beta, (6, 1)), atol=1e-12)
    assert all(np.isfinite(g).all() for g in bn.batchnorm_backward(rng.normal(size=(6, 3)), x, gamma, 1e-5))


@pytest.mark.parametrize(("momentum", "kept"), [(0.0, True), (1.0, False)])
def test_momentum_at_its_ends(bn, rng, momentum, kept):
    """Momentum 0 keeps the running statistics, momentum 1 replaces them by those of the batch."""
    x, (gamma, beta, running) = rng.normal(size=(5, 3)), layer(rng, 3)
    _, new = bn.batchnorm_forward(x, gamma, beta, running, momentum, 0.1)
    np.testing.assert_allclose(new, running if kept else (x.mean(axis=0), x.var(axis=0, ddof=1)), rtol=1e-12)


NARROW = [np.int8, np.uint8, np.int16, np.uint16]


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int64, *NARROW])
def test_floats_keep_their_dtype_and_integers_become_float64(bn, dtype):
    """Every result of every function has the dtype of the convention."""
    dout = np.arange(12, dtype=dtype)[::-1].reshape(4, 3)
    x, gamma, beta = dout**2, np.arange(1, 4, dtype=dtype), np.ones(3, dtype)
    running = np.zeros(3, dtype), np.ones(3, dtype)
    y, new_running = bn.batchnorm_forward(x, gamma, beta, running, 0.1, 1e-5)
    images, image_running = bn.batchnorm2d_forward(x[:, :, None, None], gamma, beta, running, 0.1, 1e-5)
    gradients = bn.batchnorm_backward(dout, x, gamma, 1e-5)
    prediction = bn.batchnorm_inference(x, gamma, beta, running, 1e-5)
    results = [y, *new_running, images, *image_running, *gradients, prediction]
    results += bn.update(gamma, beta, (beta, gamma), 0.1)
    expected = dtype if np.issubdtype(dtype, np.floating) else np.float64
    assert {r.dtype for r in results} == {np.dtype(expected)}


@pytest.mark.parametrize("dtype", NARROW)
def test_integers_of_any_width_give_what_their_float64_values_give(bn, rng, dtype):
    """Values at both ends of the type's range: no sum, difference or product is taken in that type."""
    ends = np.iinfo(dtype)
    small = [
        rng.choice([ends.min, ends.max, ends.max // 3], size=size).astype(dtype) for size in [(7, 4)] * 2
    ]
    small += [rng.integers(ends.max // 2, ends.max, size=4, dtype=dtype) for _ in range(4)]
    small[0][:2] = [[ends.min], [ends.max]]

    def results(arrays, momentum, eps, lr):
        x, dout, gamma, beta, mean, var = arrays
        yield bn.batchnorm_forward(x, gamma, beta, (mean, var), momentum, eps)
        yield bn.batchnorm2d_forward(x[:, :, None, None], gamma, beta, (mean, var), momentum, eps)
        yield bn.batchnorm_backward(dout, x, gamma, eps)
        yield bn.batchnorm_inference(x, gamma, beta, (mean, var), eps)
        yield bn.update(gamma, beta, (mean, var), lr)

    wide = [a.astype(np.float64) for a in small]
    for found, right in zip(results(small, 1, 2, dtype(100)), results(wide, 1.0, 2.0, 100.0), strict=True):
        for one, other in zip(found, right, strict=True):
            np.testing.assert_array_equal(one, other)


def test_a_rate_of_numpy_does_not_widen_float32(bn):
    """float32 parameters stay float32 with a rate that is a float64 or an int64 scalar."""
    ones = np.ones(3, np.float32)
    for lr in np.float64(0.1), np.int64(2):
        assert {a.dtype for a in bn.update(ones, ones, (ones, ones), lr)} == {np.dtype(np.float32)}


def test_arguments_are_not_modified(bn, rng):
    """Read-only arrays are enough for every function."""
    x, dout, images = rng.normal(size=(5, 3)), rng.normal(size=(5, 3)), rng.normal(size=(2, 3, 4, 2))
    gamma, beta, running = layer(rng, 3)
    for array in (x, dout, images, gamma, beta, *running):
        array.flags.writeable = False
    bn.batchnorm_forward(x, gamma, beta, running, 0.1, 0.1)
    bn.batchnorm2d_forward(images, gamma, beta, running, 0.1, 0.1)
    bn.batchnorm_backward(dout, x, gamma, 0.1)
    bn.batchnorm_inference(x, gamma, beta, running, 0.1)
    new_gamma, new_beta = bn.update(gamma, beta, (beta, gamma), 0.1)
    assert not np.shares_memory(new_gamma, gamma)
    assert not np.shares_memory(new_beta, beta)


@pytest.mark.parametrize("n", [0, 1])
def test_one_sample_is_refused_in_training(bn, rng, n):
    """The message names the argument, what was expected and what came."""
    with pytest.raises(ValueError, match=rf"x must hold at least 2 values per feature in training, got {n}"):
        bn.batchnorm_forward(np.zeros((n, 3)), *layer(rng, 3), 0.1, 1e-5)
    with pytest.raises(ValueError, match=rf"x must hold at least 2 values per feature in training, got {n}"):
        bn.batchnorm2d_forward(np.zeros((n, 3, 1, 1)), *layer(rng, 3), 0.1, 1e-5)
