"""An epoch of training."""

from __future__ import annotations

import pytest
from support import labels, network, normal, single

from grader.testing import assert_close, task


def problem(rng, n, d, h, k):
    """A network, samples and labels."""
    return network(rng, d, h, k), normal(rng, n, d), labels(rng, n, k)


@task("epoch", points=4, hint="For each batch: clear the gradients, compute the loss, backward, step.")
@pytest.mark.parametrize(("n", "batch_size"), [(8, 3), (11, 4), (14, 4)])
def test_batches_of_different_sizes(compare, rng, n, batch_size):
    """Each batch makes one step. The mean loss is that of all samples, also if the last batch is short."""
    for d, h, k in (3, 4, 2), (2, 5, 3):
        compare.trained(*problem(rng, n, d, h, k), batch_size, 0.2, 1)


@task("epoch", points=3, hint="backward() adds to the gradients that are there. Clear them for each batch.")
@pytest.mark.parametrize(("n", "batch_size"), [(6, 3), (12, 4), (10, 2)])
def test_gradients_are_cleared_for_each_batch(compare, rng, n, batch_size):
    """Each step uses the gradient of its own batch alone, in the first epoch and in later ones."""
    for epochs in 1, 3:
        compare.trained(*problem(rng, n, 3, 5, 4), batch_size, 0.1, epochs)


@task("epoch", points=3, hint="Call model.train() first: the model may come in evaluation mode.")
def test_training_mode(compare, rng):
    """The model is trained in training mode: batch norm uses and records the statistics of the batch."""
    for n, d, h, k in (5, 4, 3, 2), (7, 2, 6, 3):
        compare.trained(*problem(rng, n, d, h, k), n, 0.3, 1)
        compare.trained(*problem(rng, n, d, h, k), n + 4, 0.3, 2)


@task("epoch", points=2, hint="A step size of 0 changes no parameter.")
def test_the_loss_is_taken_before_the_step(compare, student, rng):
    """The loss of a batch is taken before its step."""
    for n, batch_size in (9, 9), (12, 12):
        state, X, y = problem(rng, n, 3, 4, 3)
        losses, _ = compare.trained(state, X, y, batch_size, 5.0, 1)
        still, after = student.trained(state, X, y, batch_size, 0.0, 1)
        assert_close(
            losses, still, what="The loss of the first batch must not depend on the step; yours does."
        )
        assert_close(
            after["output.weight"],
            state["output.weight"],
            what="Without a step size nothing must move; it does.",
        )


@task("epoch", points=1, hint="All sizes may be equal.")
def test_equal_sizes(compare, rng):
    """There may be as many samples, features, hidden units and classes, and as many in a batch."""
    for n in 3, 4:
        compare.trained(*problem(rng, n, n, n, n), n, 0.2, 2)
        compare.trained(*problem(rng, 2 * n, n, n, n), n, 0.2, 1)


@task("epoch", points=1, hint="Do not set the number of batches.")
def test_many_batches_and_epochs(compare, rng):
    """There may be dozens of batches, and dozens of epochs."""
    compare.trained(*problem(rng, 80, 2, 3, 2), 2, 0.02, 1, rtol=1e-6)
    compare.trained(*problem(rng, 6, 2, 3, 2), 4, 0.02, 35, rtol=1e-6)


@task("epoch", points=1, hint="Keep the types.")
def test_numbers_of_any_size(compare, rng):
    """Inputs may be large or tiny, losses large, and all numbers float32."""
    for size in 1e-3, 3000.0:
        state, X, y = problem(rng, 7, 3, 4, 3)
        compare.trained(state, size * X, y, 4, 0.1, 1)
        compare.trained(state | {"output.weight": 900 * state["output.weight"]}, X, y, 4, 1e-4, 1)
    for n in 5, 8:
        state, X, y = problem(rng, n, 3, 4, 3)
        compare.trained(single(state), X.float(), y, 3, 0.1, 1, rtol=1e-3, atol=1e-4)
