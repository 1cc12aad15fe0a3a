"""Training: single steps exactly, orders by what all of them have in common, and exclusive or."""

from __future__ import annotations

import numpy as np
from support import cross_entropy, network, task_of

from grader.testing import assert_close, generator, task


def seed(rng):
    return generator(int(rng.integers(2**63)))


def flat(params):
    """All parameters in one array."""
    return np.concatenate([array.ravel() for layer in params for array in layer])


def all_equal(rng, n, *widths):
    """One sample n times with its label, and a network for it."""
    params = network(rng, *widths)
    X, y = task_of(rng, params, 1)
    return np.repeat(X, n, axis=0), np.repeat(y, n), params


@task("train", points=3, hint="Take all gradients first, then move all parameters.")
def test_all_samples_in_one_batch(compare, rng):
    """With one batch per epoch the order of the samples does not matter, and every step is determined."""
    for n, epochs, *widths in (6, 1, 3, 5, 4), (5, 4, 2, 6, 5, 3), (8, 3, 4, 2):
        params = network(rng, *widths)
        compare.train_mlp(*task_of(rng, params, n), params, 0.3, epochs, n + epochs - 1, seed(rng))


@task("train", points=2, hint="The last batch of an epoch is short: it is used, and divided by its own size.")
def test_batches_of_equal_samples(compare, rng):
    """Where all samples are equal the order does not matter either: the number and size of the steps do."""
    compare.train_mlp(*all_equal(rng, 5, 3, 4, 2), 0.2, 2, 2, seed(rng))
    compare.train_mlp(*all_equal(rng, 4, 2, 3, 3, 2), 0.2, 2, 3, seed(rng))


@task("train", hint="The last batch of an epoch is short: it is used, and divided by its own size.")
def test_three_batches_of_three_epochs(compare, rng):
    """Seven equal samples in batches of three make three steps per epoch."""
    compare.train_mlp(*all_equal(rng, 7, 2, 5, 4), 0.3, 3, 3, seed(rng))


@task("train", hint="With a batch size of one every sample makes a step.")
def test_one_sample_per_step(compare, rng):
    """Six equal samples, one by one."""
    compare.train_mlp(*all_equal(rng, 6, 4, 3), 0.2, 1, 1, seed(rng))


@task("train", points=2, hint="Shuffle at the start of every epoch, not once.")
def test_every_epoch_has_an_order_of_its_own(student, reference, rng):
    """Two samples, one per step, two epochs: each of the four possible courses is taken by some seed."""
    params = network(rng, 3, 2)
    X, y = rng.normal(size=(2, 3)), np.array([0, 1])
    courses = []
    for order in (0, 1, 0, 1), (0, 1, 1, 0), (1, 0, 0, 1), (1, 0, 1, 0):
        at = params
        for i in order:
            grads = reference.mlp_backward(at, X[i : i + 1], y[i : i + 1])
            at = [(W - 0.7 * dW, b - 0.7 * db) for (W, b), (dW, db) in zip(at, grads, strict=True)]
        courses.append(flat(at))
    seen = set()
    for _ in range(80):  # one of the four is missed by chance once in 2e9 times
        found = flat(student.train_mlp(X, y, params, 0.7, 2, 1, seed(rng)))
        far = [np.abs(found - course).max() for course in courses]
        assert min(far) < 1e-9, "the result is that of no order in which each sample is used once per epoch"
        seen.add(int(np.argmin(far)))
    assert len(seen) == 4, "the two epochs have the same order, or always the same one"


@task("train", points=2, hint="An epoch is one permutation: no sample twice, none left out.")
def test_each_sample_counts_once_per_epoch(student, reference, rng):
    """With a tiny rate an epoch moves the parameters by the sum of the gradients of its batches, in any order."""
    for n, batch_size in (12, 3), (10, 1), (8, 4):
        params = network(rng, 3, 6, 4)
        X, y = task_of(rng, params, n)
        moved = flat(params) - flat(student.train_mlp(X, y, params, 1e-6, 1, batch_size, seed(rng)))
        expected = flat(reference.mlp_backward(params, X, y)) * n / batch_size
        assert_close(moved / 1e-6, expected, rtol=1e-3, atol=1e-3, what="movement per rate")


@task("train", points=2, hint="All that is random comes from rng.")
def test_rng_decides_the_order(student, rng):
    """Generators with one seed give one result, to the last bit; other seeds give others."""
    params = network(rng, 3, 4, 2)
    X, y = task_of(rng, params, 6)
    number = int(rng.integers(2**62))
    first = flat(student.train_mlp(X, y, params, 0.5, 2, 1, generator(number)))
    again = flat(student.train_mlp(X, y, params, 0.5, 2, 1, generator(number)))
    assert_close(again, first, rtol=0, atol=0, what="the result for the same seed")
    others = [flat(student.train_mlp(X, y, params, 0.5, 2, 1, generator(number + k))) for k in range(1, 5)]
    assert any(np.abs(other - first).max() > 1e-9 for other in others), "the seed must decide the order"


@task("train", points=3, hint="If the loss stays near 0.69, look at the gradients of the first layer.")
def test_learns_exclusive_or(student, reference, rng):
    """Exclusive or is learned from any random start, with batches of two and with all samples at once."""
    X, y = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])
    for batch_size, epochs in (2, 150), (4, 200):
        start = [
            (rng.normal(size=(2, 40)), np.zeros(40)),
            (rng.normal(size=(40, 2)) * np.sqrt(2 / 40), np.zeros(2)),
        ]
        params = student.train_mlp(X, y, start, 0.5, epochs, batch_size, seed(rng))
        loss = cross_entropy(y, reference.mlp_forward(params, X))
        assert loss < 0.05, "the loss on the four corners is too large"  # 0.0015 at most in 20 000 starts


@task("train", hint="Copy what came in; with no epochs, return the copy.")
def test_no_epochs_and_one_sample(compare, rng):
    """Without epochs the parameters come back as they were; one sample is a legal data set."""
    params = network(rng, 3, 5, 2)
    X, y = task_of(rng, params, 4)
    for epochs, n in (0, 4), (3, 1):
        compare.train_mlp(X[:n], y[:n], params, 0.5, epochs, 2 + n, seed(rng))


@task("train", hint="Integers become float64, float32 stays float32; keep no state.")
def test_dtypes_and_repeated_calls(compare, rng):
    """float32 stays float32, integer samples are accepted, and neither data nor start are changed."""
    params = network(rng, 3, 4, 2)
    X, y = task_of(rng, params, 6)
    narrow = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    single = compare.train_mlp(X.astype(np.float32), y, narrow, 0.1, 1, 6, seed(rng), rtol=1e-4, atol=1e-5)
    assert all(a.dtype == np.float32 for layer in single for a in layer), "float32 must stay float32"
    linear = network(rng, 2, 3)
    compare.train_mlp(rng.integers(-3, 4, size=(5, 2)), np.arange(5) % 3, linear, 0.1, 2, 5, seed(rng))
    for case in (X, y), (X[::2], y[::2]), (X, y):
        compare.train_mlp(*case, params, 0.1, 2, 6, seed(rng))


@task("train", weak=True, hint="Which rates, sizes, numbers of epochs and labels make sense?")
def test_bad_arguments_are_refused(compare, rng):
    """Raise ValueError for a rate or batch size that is not positive, negative epochs, no layer, bad labels."""
    params, X, y = network(rng, 2, 4, 3), rng.normal(size=(3, 2)), np.array([0, 1, 2])
    for lr, epochs, batch_size in (0.0, 1, 2), (-0.1, 1, 2), (0.1, -1, 2), (0.1, 1, 0), (0.1, 1, -1):
        compare.raises("ValueError", "train_mlp", X, y, params, lr, epochs, batch_size, seed(rng))
    for bad in ([0, 3, 1], [0, -1, 1], [0, 1], [[0], [1], [2]], [0.0, 1.0, 2.0]):
        compare.raises("ValueError", "train_mlp", X, np.array(bad), params, 0.1, 1, 2, seed(rng))
    compare.raises("ValueError", "train_mlp", X, y, [], 0.1, 1, 2, seed(rng))
