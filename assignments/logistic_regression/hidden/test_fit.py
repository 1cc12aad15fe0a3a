"""Gradient descent on the cross entropy."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow_samples, samples

from grader.testing import assert_close, task


def separable(rng, n, d):
    """Samples on both sides of a line, some of them near to it."""
    X, y, _, _ = samples(rng, n, d)
    X[:, 0] = np.where(y == 1, 1.0, -1.0) * rng.uniform(0.1, 2.0, size=n) + 0.3
    return X, y


@task("fit", points=2, hint="The first step starts at w = 0 and b = 0.")
def test_one_step(compare, rng):
    """One step from zero is right."""
    for n, d in (6, 3), (5, 2):
        X, y, _, _ = samples(rng, n, d)
        compare.fit(X, y, 0.7, 1)


@task("fit", points=2, hint="Compute both derivatives before you change w or b.")
def test_two_and_three_steps(compare, rng):
    """The second step starts where the first one ended."""
    for n, d, steps in (7, 2, 2), (5, 4, 3):
        X, y, _, _ = samples(rng, n, d)
        compare.fit(X, y, 1.5, steps)


@task("fit", points=3, hint="Compute the gradient anew in each step.")
def test_many_steps(compare, rng):
    """Forty steps and more are right."""
    for n, d, steps in (9, 3, 40), (6, 1, 75):
        X, y, _, _ = samples(rng, n, d)
        compare.fit(X, y, 0.3, steps)


@task("fit", points=2, hint="At the end the gradient of the loss is 0.")
def test_arrives_at_the_minimum(student, reference, rng):
    """Where labels overlap, many steps arrive at the minimum of the loss."""
    X = np.concatenate([rng.normal(0.4, 1.0, size=(20, 2)), rng.normal(-0.4, 1.0, size=(20, 2))])
    X = np.concatenate([X, X])
    y = np.concatenate([np.arange(40) < 20, np.arange(40) >= 25]).astype(int)
    w, b = student.fit(X, y, 1.0, 600)
    dw, db = reference.gradient(X, y, w, b)
    assert_close(np.append(dw, db), np.zeros(3), atol=1e-6, what="the gradient at the end")


@task("fit", points=2, hint="On separable data the weights grow without end. Nothing may overflow.")
def test_long_descent_on_separable_data(student, reference, rng):
    """A line separates the labels, so that the weights grow at every step."""
    X, y = separable(rng, 10, 2)
    w, b = student.fit(X, y, 20.0, 120)
    expected = reference.fit(X, y, 20.0, 120)
    assert_close((w, b), expected, rtol=1e-5, atol=1e-6)
    assert np.all(((X @ w + b) >= 0) == (y == 1)), (
        "After many steps every sample must have its label; yours do not."
    )


@task("fit", points=2, hint="Do not stop early, and do not change the learning rate.")
def test_as_many_steps_as_told(compare, rng):
    """No step, tiny steps and very large steps are taken as told."""
    X, y, _, _ = samples(rng, 6, 3)
    for lr, steps in (0.5, 0), (1e-9, 33), (1e-4, 50):
        compare.fit(X, y, lr, steps, atol=1e-7 * lr)
    X, y = separable(rng, 5, 1)
    compare.fit(X, y, 1e4, 2, rtol=1e-6)
    y = rng.permutation(np.arange(6) % 2)
    X = np.where(y == 1, 1.0, -1.0)[:, None] * rng.uniform(2.0, 3.0, size=(6, 1))
    compare.fit(X, y, 0.5, 100)  # long after all labels are right


@task("fit", hint="Rows are samples, also in a square table.")
def test_square_tables_one_sample_and_one_label(compare, rng):
    """There are as many samples as features, one sample, or one label only."""
    for n in 3, 4, 6, 1:
        X, _, _, _ = samples(rng, n, n)
        compare.fit(X, np.arange(n) % 2, 0.5, 4)
        compare.fit(X, np.arange(n) % 2, 0.5, n)
    compare.fit(X, np.ones(1, dtype=int), 0.5, 5)
    compare.fit(rng.normal(size=(4, 2)), np.zeros(4, dtype=int), 0.5, 6)


@task("fit", weak=True, hint="Samples may be in any order.")
def test_the_order_of_the_samples_changes_nothing(student, rng):
    """The same samples in another order give the same weights."""
    X, y, _, _ = samples(rng, 8, 3)
    order = rng.permutation(8)
    assert_close(
        student.fit(X[order], y[order], 0.5, 20),
        student.fit(X, y, 0.5, 20),
        what="The order of the samples must not change the weights; yours change.",
    )
    assert_close(
        student.fit(X, 1 - y, 0.5, 20)[0],
        -student.fit(X, y, 0.5, 20)[0],
        what="With exchanged labels the weights must change their signs; yours do not.",
    )


@task("fit", hint="Create w with the dtype of X. Compare labels, do not compute in their type.")
def test_dtypes_of_fit(compare, student, reference, rng):
    """Integers of 8 and 16 bits give float64, float32 stays float32, and labels may have any type."""
    for dtype in NARROW:
        X, y, _ = narrow_samples(dtype)
        assert_close(student.fit(X, y, 1e-4, 3), reference.fit(X, y, 1e-4, 3))
    X, y, _, _ = samples(rng, 6, 2)
    for dtype in NARROW:
        compare.fit(X, y.astype(dtype), 0.5, 3)
    w, _ = compare.fit(X.astype(np.float32), y, 0.5, 5, rtol=1e-4, atol=1e-5)
    assert w.dtype == np.float32, "float32 samples must give float32 weights."
    compare.fit(X[:4].T, y[:2], 1, 3)


@task("fit", weak=True, hint="Check shapes and labels first.")
def test_other_arguments_are_refused(compare):
    """ValueError is raised when shapes do not fit, or a label is neither 0 nor 1."""
    for X, y in (
        (np.ones(3), np.array([0, 1, 1])),
        (np.ones((3, 2)), np.array([0, 1])),
        (np.ones((0, 2)), np.zeros(0, int)),
    ):
        compare.raises("ValueError", "fit", X, y, 0.1, 2)
    for wrong in 2, -1, 0.5:
        for steps in 3, 0:
            compare.raises("ValueError", "fit", np.ones((3, 2)), np.array([0, 1, wrong]), 0.1, steps)
