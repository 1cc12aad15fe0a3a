from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import assert_close, task


def _case(rng, n, d):
    """Samples away from the origin, and parameters away from zero."""
    X, y = rng.normal(1.0, 1.5, size=(n, d)), rng.normal(-2.0, 2.0, size=n)
    return X, y, rng.normal(0.5, 1.0, size=d), float(rng.normal(1.0, 1.0))


@task(
    "gradient", points=2, hint="Differentiate the loss of the statement. Where do the factors 1/2 and 1/n go?"
)
def test_without_penalty(compare, rng):
    """Both derivatives of the half-mean loss are right."""
    compare.loss_gradient(*_case(rng, 6, 3))


@task("gradient", points=2, hint="The residual is prediction minus target, in this order.")
def test_without_penalty_on_more_samples(compare, rng):
    """Both derivatives are right for more samples."""
    compare.loss_gradient(*_case(rng, 19, 2), 0.0)


@task("gradient", points=2, hint="The penalty is λ/2 times the squared norm of w. It does not contain b.")
def test_with_penalty(compare, rng):
    """The penalty changes the derivative of the weights. It does not change the derivative of the bias."""
    compare.loss_gradient(*_case(rng, 8, 4), 0.6)


@task("gradient", points=2, hint="Take the mean over the samples first. Then add the penalty.")
def test_with_a_strong_penalty(compare, rng):
    """A strong penalty with more samples."""
    compare.loss_gradient(*_case(rng, 21, 5), lam=7.5)


@task("gradient", points=2, hint="Check your gradient yourself: (loss(w + h) - loss(w - h)) / 2h.")
def test_against_differences_of_the_loss(student, reference, rng):
    """The derivatives agree with finite differences of the loss."""
    (X, y, w, b), lam, h = _case(rng, 7, 3), 0.9, 1e-5

    def loss(theta):
        return reference.half_mse_loss(y, X @ theta[1:] + theta[0]) + lam / 2 * theta[1:] @ theta[1:]

    theta, steps = np.concatenate([[b], w]), h * np.eye(4)
    slopes = np.array([(loss(theta + step) - loss(theta - step)) / (2 * h) for step in steps])
    dw, db = student.loss_gradient(X, y, w, b, lam)
    assert_close(db, slopes[0], rtol=1e-5, atol=1e-6, what="derivative by b")
    assert_close(dw, slopes[1:], rtol=1e-5, atol=1e-6, what="derivative by w")


@task("gradient", points=1, hint="A mean does not change when every sample occurs twice.")
def test_every_sample_twice(student, compare, rng):
    """Every sample twice gives the same derivatives, also with a penalty."""
    X, y, w, b = _case(rng, 5, 2)
    dw, db = compare.loss_gradient(X, y, w, b, 0.4)
    dw2, db2 = student.loss_gradient(np.concatenate([X, X]), np.concatenate([y, y]), w, b, 0.4)
    assert_close(dw2, dw, rtol=1e-7, atol=1e-9, what="derivative by w")
    assert_close(db2, db, rtol=1e-7, atol=1e-9, what="derivative by b")


@task("gradient", points=1, hint="With n = 1 the mean is the only term.")
def test_one_sample(compare, rng):
    """A single sample has a gradient, too."""
    compare.loss_gradient(*_case(rng, 1, 3), 0.2)


@task("gradient", points=1, hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """A square table has its samples in rows."""
    compare.loss_gradient(*_case(rng, 5, 5), 0.3)
    compare.loss_gradient(*_case(rng, 2, 2))


@task("gradient", points=1, hint="Add no small constant, and clip nothing.")
def test_tiny_and_huge_gradients(student, reference, rng):
    """Tiny and huge gradients are returned as they are."""
    for size in 1e-12, 1e-40, 1e3, 1e30:
        X, y, w, b = _case(rng, 6, 3)
        given = X, size * y, size * w, size * b, 0.7
        assert_close(student.loss_gradient(*given), reference.loss_gradient(*given), rtol=1e-6, atol=0.0)


@task("gradient", points=1, hint="Convert integers to float64 before you multiply.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits give float64. Single numbers may have these types, too."""
    for dtype in NARROW:
        X, y, w = narrow(rng, dtype, 9, 3), narrow(rng, dtype, 9), narrow(rng, dtype, 3)
        given = X, y, w, dtype(100), dtype(120)
        assert_close(student.loss_gradient(*given), reference.loss_gradient(*given))


@task("gradient", points=1, hint="Convert integers to float64 before you multiply.")
def test_whole_numbers(compare, rng):
    """Integers in a transposed table give float64."""
    X, y = rng.integers(-9, 10, size=(3, 10)).T, rng.integers(0, 200, size=10, dtype=np.uint8)
    compare.loss_gradient(X, y, np.array([2, -1, 3]), 1, 1)


@task("gradient", points=1, hint="Create arrays with the dtype of X.")
def test_float32(student, reference, rng):
    """float32 stays float32."""
    *arrays, b = _case(rng, 11, 2)
    X, y, w = (array.astype(np.float32) for array in arrays)
    gradient = student.loss_gradient(X, y, w, b, 0.3)
    assert_close(gradient, reference.loss_gradient(X, y, w, b, 0.3), rtol=1e-4, atol=1e-4)
    assert gradient[0].dtype == np.float32, "The gradient must be float32 for float32 input."


@task(
    "gradient",
    points=1,
    weak=True,
    hint="Check the shapes: (n,) minus (n, 1) gives an (n, n) array and no error.",
)
def test_bad_input_is_refused(compare):
    """ValueError is raised for shapes that do not fit and for a negative penalty."""
    X, y, w = np.ones((4, 3)), np.arange(4.0), np.ones(3)
    compare.raises("ValueError", "loss_gradient", X, y[:3], w, 0.0)
    compare.raises("ValueError", "loss_gradient", X, y[:, np.newaxis], w, 0.0)
    compare.raises("ValueError", "loss_gradient", X, y, np.ones(4), 0.0)
    compare.raises("ValueError", "loss_gradient", X, y, w[:, np.newaxis], 0.0)
    compare.raises("ValueError", "loss_gradient", X[:0], y[:0], w, 0.0)
    compare.raises("ValueError", "loss_gradient", X[:, 0], y, w[:1], 0.0)
    compare.raises("ValueError", "loss_gradient", X, y, w, 0.0, -1.0)
    compare.raises("ValueError", "loss_gradient", np.ones((4, 4)), y, np.ones((4, 4)), 0.0)
    compare.raises("ValueError", "loss_gradient", np.ones((4, 4)), np.ones((4, 4)), y, 0.0)
