"""One step of gradient descent on gamma and beta."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def step(rng, d):
    """Parameters and gradients that all differ."""
    return rng.normal(size=d), rng.normal(size=d), (rng.normal(size=d), rng.normal(size=d))


@task("update", points=2, hint="Descent goes against the gradient.")
def test_both_parameters_step_against_their_gradients(compare, rng):
    """Scale and offset each move by the learning rate times their own gradient, downhill."""
    compare.update(*step(rng, 5), lr=0.1)
    compare.update(*step(rng, 8), lr=0.003)


@task("update", hint="The old arrays must be left as they were; return new ones.")
def test_several_steps_in_a_row(compare, reference, rng):
    """Each step starts from the parameters the last one returned."""
    gamma, beta, _ = step(rng, 6)
    for lr in 0.5, 0.25, 1.5:
        _, _, grads = step(rng, 6)
        compare.update(gamma, beta, grads, lr=lr)
        gamma, beta = reference.update(gamma, beta, grads, lr=lr)


@task("update", hint="If the loss rises, look at the sign of the step.")
def test_a_small_step_lowers_the_loss(student, reference, rng):
    """A small step lowers the squared error of the output, by the rate times the squared gradient."""
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
    assert_close(rate, grads[0] ** 2 + grads[1] ** 2, rtol=1e-4, atol=1e-6, what="fall of the loss per rate")


@task("update", hint="`gamma -= ...` fails on integers and writes into the caller's array; build a new one.")
def test_dtypes(compare, rng):
    """float32 stays float32, integers become float64."""
    single = [rng.normal(size=7).astype(np.float32) for _ in range(4)]
    gamma, beta = compare.update(single[0], single[1], (single[2], single[3]), lr=0.1, rtol=1e-6, atol=1e-6)
    assert gamma.dtype == beta.dtype == np.float32, "float32 inputs must give float32 parameters"
    whole = [rng.integers(-9, 10, size=4) for _ in range(4)]
    compare.update(whole[0], whole[1], (whole[2], whole[3]), lr=0.3)
