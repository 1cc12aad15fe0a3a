"""Training: the draws are fixed by the statement, so every result is compared number by number."""

from __future__ import annotations

import numpy as np
from support import NARROW, cross_entropy, network, task_of, whole_network

from grader.testing import generator, task


def seed(rng):
    return generator(int(rng.integers(2**63)))


@task("train", points=3, hint="Compute all gradients first. Then change all parameters.")
def test_all_samples_in_one_batch(compare, rng):
    """With one batch per epoch, each step is right."""
    for n, epochs, *widths in (6, 1, 3, 5, 4), (5, 4, 2, 6, 5, 3), (8, 3, 4, 2):
        params = network(rng, *widths)
        compare.train_mlp(*task_of(rng, params, n), params, 0.3, epochs, n + epochs - 1, seed(rng))


@task(
    "train",
    points=3,
    hint="Call order = rng.permutation(n) once at the start of each epoch. Cut the batches from its front.",
)
def test_orders_of_several_epochs(compare, rng):
    """The batches have one sample each. Each epoch has an order of its own."""
    for n, epochs, *widths in (7, 3, 3, 5, 4), (4, 5, 2, 3), (9, 2, 4, 6, 5, 3):
        params = network(rng, *widths)
        compare.train_mlp(*task_of(rng, params, n), params, 0.3, epochs, 1, seed(rng))


@task(
    "train",
    points=3,
    hint="Shuffle the samples, not the batches.",
)
def test_batches_of_several_epochs(compare, rng):
    """The batches have two to four samples. They are different in each epoch."""
    for n, batch_size, epochs, *widths in (
        (8, 2, 3, 3, 5, 4),
        (12, 4, 2, 4, 3),
        (9, 3, 4, 2, 6, 5, 3),
        (40, 1, 1, 3, 2),
    ):
        params = network(rng, *widths)
        compare.train_mlp(*task_of(rng, params, n), params, 0.3, epochs, batch_size, seed(rng))


@task("train", points=3, hint="Do not drop the last batch, and do not fill it up.")
def test_the_last_batch_is_short(compare, rng):
    """The last batch has the samples that remain, and the mean is over them."""
    for n, batch_size, epochs, *widths in (
        (7, 3, 3, 3, 5, 4),
        (11, 4, 2, 4, 3),
        (23, 5, 4, 2, 6, 3),
        (5, 4, 3, 3, 4, 2),
    ):
        params = network(rng, *widths)
        compare.train_mlp(*task_of(rng, params, n), params, 0.3, epochs, batch_size, seed(rng))


@task("train", hint="Rows are samples, whatever the sizes are.")
def test_equal_sizes(compare, rng):
    """There are as many samples as features, units, classes, epochs or samples per batch."""
    for n, batch_size, epochs, *widths in (4, 2, 4, 4, 4, 4, 4), (6, 3, 3, 3, 3), (5, 2, 2, 3, 5, 2):
        params = network(rng, *widths)
        compare.train_mlp(*task_of(rng, params, n), params, 0.3, epochs, batch_size, seed(rng))


@task("train", hint="Clip neither the gradient nor the step.")
def test_large_steps(compare, rng):
    """Samples of hundreds make large steps."""
    for n, batch_size, *widths in (5, 2, 3, 4), (4, 4, 2, 5, 3):
        params = network(rng, *widths)
        X, y = task_of(rng, params, n)
        compare.train_mlp(300.0 * X, y, params, 1, 1, batch_size, seed(rng))


@task("train", hint="All epochs are alike: the same rate, a new order, no early end.")
def test_many_epochs(compare, rng):
    """Forty epochs with short last batches are right."""
    params = network(rng, 3, 4)
    compare.train_mlp(*task_of(rng, params, 5), params, 0.1, 40, 2, seed(rng))
    easy = 3.0 * np.eye(4) + 0.1 * rng.normal(size=(4, 4))  # learned in a few epochs, and the steps go on
    compare.train_mlp(easy, np.arange(4), network(rng, 4, 4), 1.0, 40, 3, seed(rng))


@task("train", points=2, hint="If the loss stays near 0.69, look at the gradients of the first layer.")
def test_learns_exclusive_or(student, reference, rng):
    """Exclusive or is learned from any random start."""
    X, y = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])
    for batch_size, epochs in (2, 150), (4, 200):
        start = [
            (rng.normal(size=(2, 40)), np.zeros(40)),
            (rng.normal(size=(40, 2)) * np.sqrt(2 / 40), np.zeros(2)),
        ]
        params = student.train_mlp(X, y, start, 0.5, epochs, batch_size, seed(rng))
        loss = cross_entropy(y, reference.mlp_forward(params, X))
        assert loss < 0.05, (
            "After training, the loss on the four corners must be small; yours is not."
        )  # 0.0015 at most in 20 000 starts


@task("train", hint="Copy the parameters first. With 0 epochs, return the copy.")
def test_no_epochs_and_one_sample(compare, rng):
    """With 0 epochs, the parameters do not change. One sample is enough."""
    params = network(rng, 3, 5, 2)
    X, y = task_of(rng, params, 4)
    for epochs, n in (0, 4), (3, 1):
        compare.train_mlp(X[:n], y[:n], params, 0.5, epochs, 2 + n, seed(rng))


@task("train", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_dtypes_and_repeated_calls(compare, reference, rng):
    """float32 stays float32, integers become float64, and the arguments do not change."""
    params = network(rng, 3, 4, 2)
    X, y = task_of(rng, params, 6)
    narrow = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    single = compare.train_mlp(X.astype(np.float32), y, narrow, 0.1, 1, 6, seed(rng), rtol=1e-4, atol=1e-5)
    assert all(a.dtype == np.float32 for layer in single for a in layer), "float32 must stay float32."
    for dtype in NARROW:
        samples, whole = whole_network(rng, dtype, 4, 3, 5, 2)
        wrong = reference.mlp_forward(whole, samples).argmin(axis=1).astype(dtype)
        found = compare.train_mlp(samples, wrong, whole, 1, 1, 4, seed(rng))
        assert all(a.dtype == np.float64 for layer in found for a in layer), "Integers must become float64."
    for case in (X, y), (X[::2], y[::2]), (X, y):
        compare.train_mlp(*case, params, 0.1, 2, 6, seed(rng))


@task("train", weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for a bad rate, batch size, number of epochs or label, and for a network without layers."""
    params, X, y = network(rng, 2, 4, 3), rng.normal(size=(3, 2)), np.array([0, 1, 2])
    for lr, epochs, batch_size in (0.0, 1, 2), (-0.1, 1, 2), (0.1, -1, 2), (0.1, 1, 0), (0.1, 1, -1):
        compare.raises("ValueError", "train_mlp", X, y, params, lr, epochs, batch_size, seed(rng))
    for bad in (
        [0, 3, 1],
        [0, -1, 1],
        [0, 1, 3],
        [2, 1, -1],
        [0, 1],
        [0, 1, 2, 0],
        [[0], [1], [2]],
        [0.0, 1.0, 2.0],
    ):
        compare.raises("ValueError", "train_mlp", X, np.array(bad), params, 0.1, 1, 2, seed(rng))
    compare.raises("ValueError", "train_mlp", X, y, [], 0.1, 1, 2, seed(rng))
