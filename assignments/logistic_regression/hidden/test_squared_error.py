"""The gradient of the squared error."""

from __future__ import annotations

import numpy as np
from support import NARROW, UNFIT, narrow_samples, samples

from grader.testing import assert_close, task


@task("squared_error", points=3, hint="The chain rule has the slope of the sigmoid as a factor.")
def test_samples_of_both_labels(compare, rng):
    """Both gradients are right for samples of both labels."""
    for n, d in (6, 3), (4, 5), (9, 2):
        compare.squared_error_gradient(*samples(rng, n, d))


@task("squared_error", points=2, hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """A square table has its samples in rows."""
    for n in 3, 4, 2:
        compare.squared_error_gradient(*samples(rng, n, n))


@task("squared_error", points=2, hint="The loss is a mean, so its gradient is divided by n.")
def test_few_and_many_samples(compare, rng):
    """There is one sample or one feature, or there are many."""
    for n, d in (1, 4), (5, 1), (40, 2), (1, 1):
        compare.squared_error_gradient(*samples(rng, n, d))


@task("squared_error", points=2, hint="Compare with differences of the loss.")
def test_the_loss_changes_as_the_gradient_says(student, reference, rng):
    """A small step changes the loss by gradient times step."""
    for n, d in (5, 3), (3, 2):
        X, y, w, b = samples(rng, n, d)
        u, v = rng.normal(size=d), float(rng.normal())
        dw, db = student.squared_error_gradient(X, y, w, b)

        def loss(t, X=X, y=y, w=w, b=b, u=u, v=v):
            errors = reference.predict_proba(X, w + t * u, b + t * v) - y
            return 0.5 * np.mean(errors * errors)

        assert_close(
            np.sum(dw * u) + db * v,
            (loss(1e-5) - loss(-1e-5)) / 2e-5,
            rtol=1e-5,
            atol=1e-8,
            what="A step must change the loss by gradient times step; yours does not.",
        )


@task(
    "squared_error",
    points=2,
    hint="Where the sigmoid is flat the gradient is tiny, even if the label is wrong.",
)
def test_sure_samples(compare, rng):
    """Logits are large, for the true label or for the wrong one."""
    for n, size in (4, 30.0), (6, 300.0), (5, 1000.0):
        X, y, _, _ = samples(rng, n, 2)
        for sign in -1.0, 1.0:
            signs = sign * np.where(y == 1, 1.0, -1.0)
            compare.squared_error_gradient(np.c_[signs * size, X[:, 0]], y, np.array([1.0, 0.5]), 0.1)


@task("squared_error", hint="1 minus a probability that rounds to 1 is 0. Use the sigmoid of minus z.")
def test_tiny_gradients_have_all_their_digits(student, reference, rng):
    """All samples are sure, so that the gradient is tiny."""
    for n, size in (4, 40.0), (3, 60.0):
        y = np.arange(n) % 2
        X = np.where(y == 1, size, -size)[:, None] + rng.uniform(0.0, 1.0, size=(n, 1))
        given = X, y, np.ones(1), 0.0
        assert_close(
            student.squared_error_gradient(*given),
            reference.squared_error_gradient(*given),
            rtol=1e-8,
            atol=1e-300,
        )


@task("squared_error", hint="Convert integers to float64. Compare labels, do not compute in their type.")
def test_dtypes_of_samples_and_labels(student, reference, compare, rng):
    """Integers of 8 and 16 bits give float64, float32 stays float32, and labels may have any type."""
    for dtype in NARROW:
        X, y, w = narrow_samples(dtype)
        for b in -500, 3.0:
            assert_close(
                student.squared_error_gradient(X, y, w, b), reference.squared_error_gradient(X, y, w, b)
            )
    X, y, w, b = samples(rng, 5, 3)
    for dtype in NARROW:
        compare.squared_error_gradient(X, y.astype(dtype), w, b)
    dw, _ = compare.squared_error_gradient(
        X.astype(np.float32), y, w.astype(np.float32), b, rtol=1e-5, atol=1e-6
    )
    assert dw.dtype == np.float32, "float32 samples must give a float32 gradient."
    compare.squared_error_gradient(X[:3].T, y[:3], w, 1)


@task("squared_error", hint="Set nothing to zero, and add no small constant.")
def test_tiny_and_huge_features(compare, rng):
    """Features are tiny or huge, and weights make up for it."""
    for unit in 1e-25, 1e-9, 1e25:
        X, y, w, b = samples(rng, 4, 2)
        compare.squared_error_gradient(unit * X, y, w / unit, b, atol=1e-12 * unit)


@task("squared_error", weak=True, hint="Check shapes and labels first.")
def test_other_arguments_are_refused(compare):
    """ValueError is raised when shapes do not fit, or a label is neither 0 nor 1."""
    y = np.array([0, 1, 1])
    for x, w in UNFIT:
        compare.raises("ValueError", "squared_error_gradient", np.ones(x), y, np.ones(w), 0.0)
    for labels in np.array([0, 1]), np.array([[0], [1], [1]]), np.array([0, 2, 1]), np.array([-1, 1, 1]):
        compare.raises("ValueError", "squared_error_gradient", np.ones((3, 2)), labels, np.ones(2), 0.0)
    between = np.array([0.0, 0.5, 1.0])
    compare.raises("ValueError", "squared_error_gradient", np.ones((3, 2)), between, np.ones(2), 0.0)
