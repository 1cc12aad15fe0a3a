from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import assert_close, task


def _case(rng, n, d):
    """Samples away from the origin, and parameters away from zero."""
    X, y = rng.normal(1.0, 1.5, size=(n, d)), rng.normal(-2.0, 2.0, size=n)
    return X, y, rng.normal(0.5, 1.0, size=d), float(rng.normal(1.0, 1.0))


@task("gradient", points=2, hint="Differentiate the printed loss: where do the ½ and the 1/n go?")
def test_without_penalty(compare, rng):
    """Both derivatives of the half-mean loss."""
    compare.loss_gradient(*_case(rng, 6, 3))


@task("gradient", points=2, hint="Prediction minus target; mind which of the two comes first.")
def test_without_penalty_on_more_samples(compare, rng):
    """Both derivatives of the half-mean loss for a larger set."""
    compare.loss_gradient(*_case(rng, 19, 2), 0.0)


@task("gradient", points=2, hint="The penalty is λ/2 times the squared norm of w; b is not in it.")
def test_with_penalty(compare, rng):
    """The penalty adds its own derivative to that of the weights, and nothing to that of the bias."""
    compare.loss_gradient(*_case(rng, 8, 4), 0.6)


@task("gradient", points=2, hint="The penalty is added after the mean has been taken.")
def test_with_a_strong_penalty(compare, rng):
    """A strong penalty on a larger set."""
    compare.loss_gradient(*_case(rng, 21, 5), lam=7.5)


@task("gradient", points=2)
def test_against_differences_of_the_loss(student, reference, rng):
    """The derivatives agree with differences of the loss at points a little apart."""
    (X, y, w, b), lam, h = _case(rng, 7, 3), 0.9, 1e-5

    def loss(theta):
        return reference.half_mse_loss(y, X @ theta[1:] + theta[0]) + lam / 2 * theta[1:] @ theta[1:]

    theta, steps = np.concatenate([[b], w]), h * np.eye(4)
    slopes = np.array([(loss(theta + step) - loss(theta - step)) / (2 * h) for step in steps])
    dw, db = student.loss_gradient(X, y, w, b, lam)
    assert_close(db, slopes[0], rtol=1e-5, atol=1e-6, what="derivative by b")
    assert_close(dw, slopes[1:], rtol=1e-5, atol=1e-6, what="derivative by w")


@task("gradient", points=1, hint="A mean does not change when every sample is taken twice.")
def test_every_sample_twice(student, compare, rng):
    """Taking every sample twice changes nothing, with a penalty too."""
    X, y, w, b = _case(rng, 5, 2)
    dw, db = compare.loss_gradient(X, y, w, b, 0.4)
    dw2, db2 = student.loss_gradient(np.concatenate([X, X]), np.concatenate([y, y]), w, b, 0.4)
    assert_close(dw2, dw, rtol=1e-7, atol=1e-9, what="derivative by w")
    assert_close(db2, db, rtol=1e-7, atol=1e-9, what="derivative by b")


@task("gradient", points=1)
def test_one_sample(compare, rng):
    """A single sample has a gradient too."""
    compare.loss_gradient(*_case(rng, 1, 3), 0.2)


@task("gradient", points=1, hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """A square table is read by rows."""
    compare.loss_gradient(*_case(rng, 5, 5), 0.3)
    compare.loss_gradient(*_case(rng, 2, 2))


@task("gradient", points=1, hint="Add no small constant and clip nothing.")
def test_tiny_and_huge_gradients(student, reference, rng):
    """Gradients of any size, tiny or huge, are returned as they are."""
    for size in 1e-12, 1e-40, 1e3, 1e30:
        X, y, w, b = _case(rng, 6, 3)
        given = X, size * y, size * w, size * b, 0.7
        assert_close(student.loss_gradient(*given), reference.loss_gradient(*given), rtol=1e-6, atol=0.0)


@task("gradient", points=1, hint="Convert whole numbers to float64 before you multiply.")
def test_every_narrow_type(student, reference, rng):
    """Whole numbers of 8 and 16 bits, signed or not, give float64; single numbers may be of these types too."""
    for dtype in NARROW:
        X, y, w = narrow(rng, dtype, 9, 3), narrow(rng, dtype, 9), narrow(rng, dtype, 3)
        given = X, y, w, dtype(100), dtype(120)
        assert_close(student.loss_gradient(*given), reference.loss_gradient(*given))


@task("gradient", points=1)
def test_whole_numbers(compare, rng):
    """Whole numbers, in a transposed table, give float64."""
    X, y = rng.integers(-9, 10, size=(3, 10)).T, rng.integers(0, 200, size=10, dtype=np.uint8)
    compare.loss_gradient(X, y, np.array([2, -1, 3]), 1, 1)


@task("gradient", points=1)
def test_float32(student, reference, rng):
    """float32 stays float32."""
    *arrays, b = _case(rng, 11, 2)
    X, y, w = (array.astype(np.float32) for array in arrays)
    gradient = student.loss_gradient(X, y, w, b, 0.3)
    assert_close(gradient, reference.loss_gradient(X, y, w, b, 0.3), rtol=1e-4, atol=1e-4)
    assert gradient[0].dtype == np.float32, f"float32 inputs gave {gradient[0].dtype}"


@task("gradient", points=1, weak=True, hint="(n,) minus (n, 1) is an n-by-n table, not an error.")
def test_bad_input_is_refused(compare):
    """Shapes that do not fit each other and a negative penalty are refused with ValueError."""
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
