"""Everything together."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch
from support import labels, network, normal, single, source

from grader.testing import (
    assert_close,
    assert_distribution,
    assert_independent,
    evenly,
    task,
    torch_generator,
)


def problem(rng, n, m, d, h, k):
    """A network, and samples with labels to train on and to validate with."""
    return network(rng, d, h, k), normal(rng, n, d), labels(rng, n, k), normal(rng, m, d), labels(rng, m, k)


@task("fit", points=4, hint="Put the parts of the earlier tasks together.")
@pytest.mark.parametrize(("n", "m"), [(6, 4), (9, 12), (12, 7)])
def test_all_samples_in_one_batch(compare, rng, n, m):
    """With one batch for all samples, the order does not matter: losses and state can be compared."""
    for epochs in 1, 2, 3:
        compare.fitted(*problem(rng, n, m, 3, 4, 3), epochs, n, 0.3, source(rng), atol=1e-8)


@task("fit", points=2, hint="Call model.train() again in each epoch: the validation has switched it off.")
@pytest.mark.parametrize("epochs", [3, 4])
def test_training_mode_in_every_epoch(compare, rng, epochs):
    """The model is trained in training mode in every epoch, also after a validation."""
    for n, m, d, h, k in (5, 3, 2, 4, 3), (8, 11, 4, 3, 2):
        compare.fitted(*problem(rng, n, m, d, h, k), epochs, n + 1, 0.2, source(rng), atol=1e-8)


HALVES = [tuple(int(i in pair) for i in range(4)) for pair in itertools.combinations(range(4), 2)]
"""Of four samples, those that come in the second batch of two: 1 for two samples and 0 for the others."""


def halves(compare, rng, h, k, epochs):
    """Whether each of four samples came in the second batch, for 24 trainings, shape (epochs, 24, 4)."""
    state, _, y, X_val, y_val = problem(rng, 4, 5, 4, h, k)
    X = torch.eye(4).double()
    _, after = compare.repeat("fitted", state, X, y, X_val, y_val, epochs, 2, 0.5, source(rng), times=24)
    # Running means move by a tenth towards those of a batch: 1/2 for its two samples, and 0 for the others.
    choices = np.array(list(itertools.product((0, 1), repeat=epochs)))
    later = 2 * epochs - 1 - (2 * np.arange(epochs) + choices)  # batches after that of the sample
    known = 0.1 * 0.5 * (0.9**later).sum(axis=1)
    moved = after["norm.running_mean"] - 0.9 ** (2 * epochs) * state["norm.running_mean"]
    nearest = np.abs(np.asarray(moved)[:, :, None] - known).argmin(axis=2)
    return np.moveaxis(choices[nearest], 2, 0)


@task("fit", points=2, hint="Shuffle the training set: DataLoader(..., shuffle=True, generator=generator).")
@pytest.mark.parametrize(("h", "k"), [(3, 2), (5, 3)])
def test_the_training_set_is_shuffled(compare, rng, h, k):
    """All orders of the batches are equally likely."""
    (first,) = halves(compare, rng, h, k, 1)
    assert_distribution(first, evenly(HALVES), wrong={"not shuffled": evenly([(0, 0, 1, 1)])})


@task("fit", points=1, hint="Shuffle anew in each epoch.")
@pytest.mark.parametrize(("h", "k"), [(4, 2), (2, 3), (3, 4), (6, 2)])
def test_each_epoch_has_an_order_of_its_own(compare, rng, h, k):
    """The order of the second epoch does not follow from that of the first one."""
    first, second = halves(compare, rng, h, k, 2)
    assert_distribution(second, evenly(HALVES), wrong={"not shuffled": evenly([(0, 0, 1, 1)])})
    assert_independent(first, second, evenly(HALVES), wrong={"the same order again": 1.0})


@task("fit", points=1, hint="A short last batch is trained on too.")
@pytest.mark.parametrize(("n", "batch_size"), [(5, 3), (7, 4), (9, 7)])
def test_a_short_last_batch(compare, rng, n, batch_size):
    """The last batch of an epoch may be short. It makes a step too."""
    state, X, y, X_val, y_val = problem(rng, n, 6, 3, 4, 2)
    X, y = X[:1].expand(n, 3), y[:1].expand(n)
    compare.fitted(state, X.clone(), y.clone(), X_val, y_val, 2, batch_size, 0.4, source(rng), atol=1e-8)


@task("fit", points=1, hint="The order of the samples follows from the generator alone.")
def test_the_same_generator_gives_the_same_training(compare, student, rng):
    """Two generators in the same state give the same losses and the same model."""
    for n in 9, 14:
        case = problem(rng, n, 5, 3, 4, 3)
        compare.fitted(*case, 1, n, 0.2, source(rng), atol=1e-8)
        seed = int(rng.integers(2**32))
        first = student.fitted(*case, 2, 2 + n % 2, 0.2, torch_generator(seed))
        assert_close(
            student.fitted(*case, 2, 2 + n % 2, 0.2, torch_generator(seed)),
            first,
            what="Two generators in the same state must give the same training; yours do not.",
        )


@task("fit", points=1, hint="Validation only measures.")
def test_validation_changes_nothing(compare, student, rng):
    """The model does not depend on the validation set."""
    for n in 6, 7:
        state, X, y, X_val, y_val = problem(rng, n, 5, 3, 4, 3)
        compare.fitted(state, X, y, X_val, y_val, 2, n, 0.3, source(rng), atol=1e-8)
        _, one = student.fitted(state, X, y, X_val, y_val, 3, n, 0.3, torch_generator(1))
        _, other = student.fitted(state, X, y, 9 * X_val[:2], 2 - y_val[:2], 3, n, 0.3, torch_generator(1))
        assert_close(one, other, what="The model must not depend on the validation set; yours does.")


@task("fit", points=1, hint="Do not set the number of epochs or batches.")
def test_many_epochs_and_validation_samples(compare, rng):
    """There may be dozens of epochs, and hundreds of samples. All sizes may be equal."""
    compare.fitted(*problem(rng, 6, 4, 2, 3, 2), 35, 6, 0.05, source(rng), rtol=1e-6, atol=1e-8)
    compare.fitted(*problem(rng, 300, 301, 2, 3, 2), 1, 300, 0.05, source(rng), rtol=1e-6, atol=1e-8)
    compare.fitted(*problem(rng, 4, 4, 4, 4, 4), 2, 4, 0.2, source(rng), atol=1e-8)
    compare.fitted(*problem(rng, 5, 1, 4, 3, 2), 2, 50, 0.2, source(rng), atol=1e-8)


@task("fit", points=1, hint="Keep the types.")
def test_numbers_of_any_size(compare, rng):
    """Inputs and losses may be large or tiny, and all numbers float32."""
    for size in 1e-3, 3000.0:
        state, X, y, X_val, y_val = problem(rng, 7, 4, 3, 4, 3)
        compare.fitted(state, size * X, y, X_val, y_val, 1, 7, 0.1, source(rng), atol=1e-8)
        large = state | {"output.weight": 900 * state["output.weight"]}
        compare.fitted(large, X, y, X_val, y_val, 1, 7, 1e-4, source(rng), atol=1e-6)
    for n in 5, 8:
        state, X, y, X_val, y_val = problem(rng, n, 4, 3, 4, 3)
        case = single(state), X.float(), y, X_val.float(), y_val
        compare.fitted(*case, 1, n, 0.1, source(rng), rtol=1e-3, atol=1e-4)
