"""One step of gradient descent on gamma and beta."""

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


def step(rng, d):
    """Parameters and gradients that all differ."""
    return rng.normal(size=d), rng.normal(size=d), (rng.normal(size=d), rng.normal(size=d))


@task("update", points=2, hint="Descent goes against the gradient.")
def test_both_parameters_step_against_their_gradients(compare, rng):
    """gamma and beta change by minus the learning rate times their gradients."""
    compare.update(*step(rng, 5), lr=0.1)
    compare.update(*step(rng, 8), lr=0.003)


@task("update", hint="Clip nothing, and round nothing to 0.")
def test_large_and_small_gradients_are_not_clipped(compare, rng):
    """Gradients may be large or tiny, and gamma may become negative."""
    for size in 1e4, 1e-6:
        gamma, beta, (dgamma, dbeta) = step(rng, 6)
        compare.update(gamma, beta, (size * dgamma, size * dbeta), lr=0.7)
    compare.update(np.full(3, 0.5), np.zeros(3), (rng.uniform(3.0, 9.0, size=3), rng.normal(size=3)), lr=1)


@task("update", hint="Return new arrays. Do not change the old ones.")
def test_several_steps_in_a_row(compare, reference, rng):
    """Each step starts from the parameters of the step before."""
    gamma, beta, _ = step(rng, 6)
    for lr in 0.5, 0.25, 1.5:
        _, _, grads = step(rng, 6)
        compare.update(gamma, beta, grads, lr=lr)
        gamma, beta = reference.update(gamma, beta, grads, lr=lr)


@task("update", hint="If the loss grows, check the sign of the step.")
def test_a_small_step_lowers_the_loss(student, reference, rng):
    """A small step lowers the loss by the rate times the squared gradient."""
    x, target = rng.normal(3.0, 2.0, size=(8, 3)), rng.normal(size=(8, 3))
    gamma, beta, _ = step(rng, 3)
    running = np.zeros(3), np.ones(3)

    def residual(gamma, beta):
        return reference.batchnorm_forward(x, gamma, beta, running, 0.1, 0.1)[0] - target

    def loss(gamma, beta):
        return np.sum(residual(gamma, beta) ** 2, axis=0) / 2

    _, *grads = reference.batchnorm_backward(residual(gamma, beta), x, gamma, 0.1)
    stepped = student.update(gamma, beta, tuple(grads), lr=1e-6)
    rate = (loss(gamma, beta) - loss(*stepped)) / 1e-6
    assert_close(
        rate,
        grads[0] ** 2 + grads[1] ** 2,
        rtol=1e-4,
        atol=1e-6,
        what="A small step must lower the loss by the rate times the squared gradient; yours does not.",
    )


@task("update", hint="`gamma -= ...` fails for integers and changes the argument. Make a new array.")
def test_dtypes(compare, rng):
    """float32 stays float32, and integers become float64."""
    single = [rng.normal(size=7).astype(np.float32) for _ in range(4)]
    gamma, beta = compare.update(single[0], single[1], (single[2], single[3]), lr=0.1, rtol=1e-6, atol=1e-6)
    assert gamma.dtype == beta.dtype == np.float32, "float32 inputs must give float32 parameters."
    several = [rng.integers(-9, 10, size=4) for _ in range(4)]
    compare.update(several[0], several[1], (several[2], several[3]), lr=0.3)


@task("update", points=2, hint="Convert integers first: a product of two int8 numbers overflows.")
def test_narrow_and_unsigned_integers(compare, rng):
    """Integers of 8 and 16 bits become float64, with any kind of rate."""
    for dtype in NARROW:
        gamma, beta, dgamma, dbeta = (whole(rng, dtype, 5) for _ in range(4))
        for lr in 0.3, 3, dtype(100):
            compare.update(gamma, beta, (dgamma[::-1], dbeta[::-1]), lr=lr)


@task("update", hint="Do not demand a float.")
def test_rate_as_an_integer(compare, rng):
    """The rate may be an integer, of Python or of numpy."""
    for lr in 2, np.int64(3), np.uint8(200):
        compare.update(*step(rng, 6), lr=lr)
