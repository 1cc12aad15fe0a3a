"""Gradient descent on the cross entropy."""

from __future__ import annotations

import numpy as np
from support import BAD_LABELS, NARROW, narrow, samples

from grader.testing import assert_close, task


def separable(rng, n, d, K):
    """Samples around one corner for each class, so that planes separate the classes."""
    _, labels = samples(rng, n, d, K)
    angle = 2 * np.pi * labels / K
    X = rng.normal(0.0, 0.5, size=(n, d))
    X[:, :2] = np.stack([np.cos(angle), np.sin(angle)], axis=1) + rng.uniform(-0.2, 0.2, size=(n, 2))
    return X, labels


@task(
    "fit", points=2, hint="The first step starts at W = 0 and b = 0, where all classes are equally probable."
)
def test_one_step(compare, rng):
    """One step from zero is right."""
    for n, d, K in (6, 3, 4), (5, 2, 3), (9, 4, 2):
        X, labels = samples(rng, n, d, K)
        compare.fit(X, labels, K, 0.7, 1)


@task("fit", points=2, hint="Compute both derivatives before you change W or b.")
def test_two_and_three_steps(compare, rng):
    """The second step starts where the first one ended."""
    for n, d, K, steps in (7, 2, 3, 2), (8, 4, 5, 3):
        X, labels = samples(rng, n, d, K)
        compare.fit(X, labels, K, 1.5, steps)


@task("fit", points=3, hint="Compute the gradient anew in each step.")
def test_many_steps(compare, rng):
    """Forty steps and more are right."""
    for n, d, K, steps in (9, 3, 4, 40), (6, 1, 3, 65):
        X, labels = samples(rng, n, d, K)
        compare.fit(X, labels, K, 0.3, steps)


@task("fit", points=2, hint="K counts all classes. One without samples has a column, too, and it changes.")
def test_more_classes_than_labels(compare, rng):
    """Some classes have no sample, and labels come in any order."""
    for n, d, K in (6, 3, 8), (5, 2, 6):
        X, _ = samples(rng, n, d, K)
        compare.fit(X, rng.permutation([4, 1, 1, 4, 3, 1])[:n], K, 0.8, 7)
        compare.fit(X, np.full(n, 2), K, 0.5, 5)


@task(
    "fit",
    points=2,
    hint="Rows of X are samples and columns of W are classes, also where all sizes are equal.",
)
def test_equal_sizes_and_one_sample(compare, rng):
    """There are as many samples, features and classes, or there is one sample."""
    for n in 3, 4, 5, 2:
        X, labels = samples(rng, n, n, n)
        compare.fit(X, labels, n, 0.5, 4)
        compare.fit(X, np.roll(np.arange(n), 1), n, 0.5, n)
    compare.fit(rng.normal(size=(1, 4)), np.array([2]), 3, 0.5, 5)
    compare.fit(rng.normal(size=(4, 2)), np.zeros(4, dtype=int), 1, 0.5, 6)
    compare.fit(rng.normal(size=(1, 1)), np.array([0]), 1, 0.5, 2)


@task("fit", points=2, hint="At the end the gradient of the loss is 0.")
def test_arrives_at_the_minimum(student, reference, rng):
    """Where classes overlap, many steps arrive at the minimum of the loss."""
    angle = np.arange(12) * np.pi / 6
    X = 1.5 * np.stack([np.cos(angle), np.sin(angle)], axis=1) + rng.uniform(-0.3, 0.3, size=(12, 2))
    nearest = np.where(X[:, 0] > 0, np.where(X[:, 1] > 0, 0, 1), 2)
    X = np.concatenate([X, X, X, X])  # every sample once with each label, and once more with one of them
    labels = np.concatenate([nearest, np.repeat([0, 1, 2], 12)])
    W, b = student.fit(X, labels, 3, 1.0, 400)
    gradient = reference.gradient_logits(labels, X @ W + b)
    assert_close(
        np.vstack([X.T @ gradient, gradient.sum(axis=0)]),
        np.zeros((3, 3)),
        atol=1e-6,
        what="the gradient at the end",
    )


@task("fit", points=2, hint="On separable classes the weights grow without end. Nothing may overflow.")
def test_long_descent_on_separable_classes(student, reference, rng):
    """Planes separate the classes, so that the weights grow at every step."""
    X, labels = separable(rng, 12, 3, 4)
    W, b = student.fit(X, labels, 4, 3.0, 120)
    assert_close((W, b), reference.fit(X, labels, 4, 3.0, 120), rtol=1e-5, atol=1e-6)
    assert np.all(np.argmax(X @ W + b, axis=1) == labels), (
        "After many steps every sample must have its class; yours do not."
    )


@task("fit", points=2, hint="Subtract the largest logit of each row before you take exponentials.")
def test_features_of_hundreds(compare, rng):
    """Features are large, so that logits are thousands from the second step on."""
    for n, d, K, scale in (8, 3, 4, 300.0), (6, 2, 3, 1e4):
        X, labels = samples(rng, n, d, K)
        compare.fit(scale * X, labels, K, 0.5, 3, rtol=1e-6)


@task("fit", hint="Do not stop early, and do not change the learning rate.")
def test_as_many_steps_as_told(compare, rng):
    """No step, tiny steps and very large steps are taken as told."""
    X, labels = samples(rng, 6, 3, 4)
    for lr, steps in (0.5, 0), (1e-9, 33), (1e-4, 50):
        compare.fit(X, labels, 4, lr, steps, atol=1e-7 * lr)
    X, labels = separable(rng, 7, 2, 3)
    compare.fit(X, labels, 3, 1e4, 2, rtol=1e-6)


@task("fit", weak=True, hint="Each class takes the place of its label. Samples may be in any order.")
def test_the_order_of_samples_and_classes(student, rng):
    """The same samples in another order give the same weights, and exchanged classes exchange columns."""
    X, labels = samples(rng, 8, 3, 4)
    order, classes = rng.permutation(8), np.array([2, 0, 3, 1])
    W, b = student.fit(X, labels, 4, 0.5, 20)
    assert_close(
        student.fit(X[order], labels[order], 4, 0.5, 20),
        (W, b),
        what="The order of the samples must not change the weights; yours change.",
    )
    assert_close(
        student.fit(X, np.argsort(classes)[labels], 4, 0.5, 20),
        (W[:, classes], b[classes]),
        what="Exchanged labels must exchange the columns of W; yours do not.",
    )
    assert_close(
        np.vstack([W, b]).sum(axis=1),
        np.zeros(4),
        what="The weights of all classes must sum to 0 after descent from 0; yours do not.",
    )


@task("fit", hint="Create W and b with the dtype of X. Use labels as indices, do not compute in their type.")
def test_dtypes_of_fit(compare, student, reference, rng):
    """Integers of 8 and 16 bits give float64, float32 stays float32, and labels may have any type."""
    X, labels = samples(rng, 6, 2, 3)
    for dtype in NARROW:
        whole = narrow(rng, dtype, (5, 2))
        assert_close(
            student.fit(whole, labels[:5], 3, 1e-6, 3),
            reference.fit(whole, labels[:5], 3, 1e-6, 3),
            atol=1e-14,
        )
        compare.fit(X, labels.astype(dtype), 3, 0.5, 3)
        compare.fit(X, np.array([0, 127, 100, 3, 127, 1], dtype=dtype), 130, 0.5, 2)
    W, b = compare.fit(X.astype(np.float32), labels, 3, 0.5, 5, rtol=1e-4, atol=1e-5)
    assert W.dtype == np.float32, "float32 samples must give float32 weights."
    assert b.dtype == np.float32, "float32 samples must give float32 biases."
    compare.fit(X[:4].T, labels[:2], 3, 1, 3)


@task("fit", weak=True, hint="Check shapes and labels first, also where no step is taken.")
def test_other_arguments_are_refused(compare):
    """ValueError is raised for labels that are no class, and for shapes that do not fit."""
    for bad in (*BAD_LABELS, [0, 1], [0, 1, 2, 3], [1]):
        for steps in 3, 0:
            compare.raises("ValueError", "fit", np.ones((3, 2)), np.array(bad), 4, 0.1, steps)
    compare.raises("ValueError", "fit", np.ones(3), np.array([0, 1, 1]), 2, 0.1, 2)
    compare.raises("ValueError", "fit", np.ones((3, 1, 1)), np.array([0, 1, 1]), 2, 0.1, 2)
    compare.raises("ValueError", "fit", np.ones((0, 2)), np.zeros(0, dtype=int), 2, 0.1, 2)
