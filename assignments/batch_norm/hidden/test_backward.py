"""The gradients: random upstream gradients, distinct scales, an eps that matters."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task

NARROW = (np.int8, np.uint8, np.int16, np.uint16)


def whole(rng, dtype, *size):
    """Integers of any value the type holds, its two ends among them."""
    ends = np.iinfo(dtype)
    values = rng.integers(ends.min, ends.max, size=size, dtype=dtype, endpoint=True)
    values[:2] = np.array([ends.min, ends.max], dtype=dtype).reshape(2, *[1] * (values.ndim - 1))
    return values


def scale(rng, d):
    """A gamma whose entries all differ, some of them negative."""
    return rng.uniform(0.5, 2.0, size=d) * rng.choice([-1.0, 1.0], size=d)


@task("backward", points=3, hint="Write mean and variance as functions of x before you differentiate.")
def test_gradient_flows_through_mean_and_variance(compare, rng):
    """The mean and the variance depend on x, so dx has three terms."""
    x, dout = rng.normal(3.0, 2.0, size=(7, 5)), rng.normal(size=(7, 5))
    compare.batchnorm_backward(dout, x, scale(rng, 5), eps=0.1)


@task("backward", points=2, hint="Use the divisor of the forward pass, with eps.")
def test_large_eps_counts_in_the_gradient(compare, rng):
    """eps is as large as the variance."""
    for n, d, eps in (5, 3, 1.0), (9, 4, 0.3), (6, 7, 6.0):
        x, dout = rng.normal(2.0, 1.0, size=(n, d)), rng.normal(size=(n, d))
        compare.batchnorm_backward(dout, x, scale(rng, d), eps=eps)


@task("backward", points=2, hint="Each sample enters the mean and the variance.")
def test_small_batches(compare, rng):
    """With two or three samples, the terms of mean and variance are large."""
    for n, d, eps in (2, 6, 0.5), (3, 4, 0.2):
        x, dout = rng.normal(1.0, 3.0, size=(n, d)), rng.normal(size=(n, d))
        compare.batchnorm_backward(dout, x, scale(rng, d), eps=eps)


@task("backward", points=2, hint="Add eps once, and no other constant.")
def test_nothing_but_eps_is_added_to_the_variance(compare, rng):
    """The variance is 1e-18 and eps is 1e-20. The gradients are exact."""
    for n, d in (8, 3), (5, 4):
        x, dout = rng.normal(1.0, 2.0, size=(n, d)) * 1e-9, rng.normal(size=(n, d))
        compare.batchnorm_backward(dout, x, 1e-9 * scale(rng, d), eps=1e-20)


@task("backward", hint="Clip nothing, and round nothing to 0.")
def test_large_and_small_gradients_are_not_clipped(compare, rng):
    """Upstream gradients may be large or tiny, and one sample may lie far from the others."""
    for size in 1e6, 1e-6:
        x, dout = rng.normal(1.0, 2.0, size=(9, 4)), size * rng.normal(size=(9, 4))
        compare.batchnorm_backward(dout, x, scale(rng, 4), eps=0.1, atol=1e-8 * size)
    x, dout = rng.normal(1.0, 2.0, size=(220, 3)), rng.normal(size=(220, 3))
    x[31] += 1e5
    compare.batchnorm_backward(1e4 * dout, x, scale(rng, 3), eps=0.1)


@task("backward", points=2, hint="Sum over axis 0, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """There are as many samples as features."""
    for n in 2, 4, 7:
        x, dout = rng.normal(1.0, 2.0, size=(n, n)), rng.normal(size=(n, n))
        compare.batchnorm_backward(dout, x, scale(rng, n), eps=0.2)


@task("backward", hint="dgamma uses the normalised input. dgamma and dbeta are sums over the samples.")
def test_upstream_gradient_with_a_mean(compare, rng):
    """The upstream gradient has a large mean."""
    dout = rng.normal(4.0, 1.0, size=(6, 8))
    compare.batchnorm_backward(dout, rng.normal(-5.0, 2.0, size=(6, 8)), scale(rng, 8), eps=0.05)


@task("backward", points=2, hint="Check it yourself: change one number a little and look at the loss.")
def test_agrees_with_central_differences(student, reference, rng):
    """The gradients agree with finite differences of sum(dout * y)."""
    x, dout, gamma = rng.normal(1.0, 2.0, size=(4, 3)), rng.normal(size=(4, 3)), scale(rng, 3)
    running = np.zeros(3), np.ones(3)

    def slope(point, loss, h=1e-5):
        slopes = np.empty_like(point)
        for index in np.ndindex(point.shape):
            step = np.zeros_like(point)
            step[index] = h
            slopes[index] = (loss(point + step) - loss(point - step)) / (2 * h)
        return slopes

    def loss(x, gamma, beta):
        return np.sum(dout * reference.batchnorm_forward(x, gamma, beta, running, 0.1, 0.5)[0])

    dx, dgamma, dbeta = student.batchnorm_backward(dout, x, gamma, eps=0.5)
    assert_close(dx, slope(x, lambda p: loss(p, gamma, running[0])), rtol=1e-5, atol=1e-7, what="dx")
    assert_close(dgamma, slope(gamma, lambda p: loss(x, p, running[0])), rtol=1e-5, atol=1e-7, what="dgamma")
    assert_close(dbeta, slope(running[0], lambda p: loss(x, gamma, p)), rtol=1e-5, atol=1e-7, what="dbeta")


@task("backward", hint="A constant added to a feature does not change y. So each column of dx sums to 0.")
def test_shifting_and_scaling_a_feature_cost_nothing(student, rng):
    """A shift of x does not change the gradients."""
    x, dout, gamma = rng.normal(0.0, 2.0, size=(8, 5)), rng.normal(1.0, 1.0, size=(8, 5)), scale(rng, 5)
    dx, dgamma, dbeta = student.batchnorm_backward(dout, x, gamma, eps=0.1)
    shifted = student.batchnorm_backward(dout, x + 3.0, gamma, eps=0.1)
    assert_close(
        shifted, (dx, dgamma, dbeta), what="A shift of x must not change the gradients; yours change."
    )
    assert_close(dbeta, dout.sum(axis=0), what="dbeta")
    share = 0.1 / (x.var(axis=0) + 0.1)
    assert_close(
        (dx * x).sum(axis=0),
        gamma * dgamma * share,
        what="The sum of dx * x must be gamma * dgamma * eps / (var + eps); yours is not.",
    )


@task("backward", hint="Subtract the mean before you square.")
def test_large_mean_and_very_different_scales(compare, rng):
    """With a mean of 10000 and a standard deviation of 0.01, the gradients are exact."""
    x, dout = 1e4 + rng.normal(0.0, 0.01, size=(11, 4)), rng.normal(0.0, 0.01, size=(11, 4))
    compare.batchnorm_backward(dout, x, scale(rng, 4), eps=1e-5, rtol=1e-6, atol=1e-7)
    x = rng.normal(0.5, 1.0, size=(8, 5)) * np.array([1e-2, 0.1, 1.0, 10.0, 100.0])
    compare.batchnorm_backward(rng.normal(size=(8, 5)), x, scale(rng, 5), eps=1e-3)


@task("backward", hint="All results must have the same dtype.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    single = [rng.normal(1.0, 2.0, size=size).astype(np.float32) for size in [(6, 3), (6, 3), 3]]
    results = compare.batchnorm_backward(*single, eps=0.5, rtol=1e-5, atol=3e-5)
    assert all(r.dtype == np.float32 for r in results), "float32 inputs must give float32 gradients."
    distinct = rng.permutation(36).reshape(9, 4)  # so that no feature is constant
    compare.batchnorm_backward(rng.integers(-5, 6, size=(9, 4)), distinct, np.arange(1, 5), eps=0.1)
    compare.batchnorm_backward(rng.normal(size=(4, 7)).T, rng.normal(size=(4, 7)).T, scale(rng, 4), eps=0.3)


@task("backward", points=2, hint="Convert integers first: 100 - (-100) overflows in int8.")
def test_narrow_and_unsigned_integers(compare, rng):
    """Integers of 8 and 16 bits become float64."""
    for dtype in NARROW:
        dout, x, gamma = whole(rng, dtype, 7, 4), whole(rng, dtype, 7, 4), whole(rng, dtype, 4)
        compare.batchnorm_backward(dout, x[::-1], gamma, eps=0.5)
        compare.batchnorm_backward(dout[2:], x[:5], gamma, eps=2)


@task("backward", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first = rng.normal(size=(6, 4)), rng.normal(3.0, 2.0, size=(6, 4)), scale(rng, 4)
    other = rng.normal(size=(5, 4)), rng.normal(3.0, 2.0, size=(5, 4)), scale(rng, 4)
    for case in first, other, first:
        compare.batchnorm_backward(*case, eps=0.2)
