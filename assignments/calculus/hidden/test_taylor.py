"""One step of gradient descent, and what it lowers."""

from __future__ import annotations

import numpy as np
from support import NARROW, bowl, near_the_ends

from grader.testing import assert_close, callback, task


@task(
    "taylor",
    points=3,
    hint="The step is minus lr times the gradient. The predicted decrease is lr times its squared norm.",
)
def test_a_step_and_its_two_decreases(compare, rng):
    """New place, predicted decrease and actual decrease are right."""
    for n, lr in (3, 0.1), (5, 0.05), (2, 0.3):
        compare.taylor_step(*bowl(rng, n), lr)


@task("taylor", points=3, hint="The squared norm is the sum over all entries, in a table too.")
def test_tables(compare, rng):
    """x may have two or three axes."""
    for shape, lr in ((2, 3), 0.1), ((4, 1), 0.2), ((3, 3), 0.02), ((2, 1, 2), 0.15):
        compare.taylor_step(*bowl(rng, shape), lr)


@task("taylor", points=2, hint="Both decreases are positive where f falls. actual is negative where f grows.")
def test_large_rates_let_f_grow(compare, rng):
    """With a large learning rate f grows. The prediction does not see it."""
    for n, lr in (4, 3.0), (2, 5.0), (1, 10.0):
        compare.taylor_step(*bowl(rng, n), lr)


@task("taylor", points=2, hint="actual needs f at x and at the new place. It takes no formula.")
def test_functions_with_more_than_second_order(compare, rng):
    """The actual decrease is right for functions that are not quadratic."""
    for n, lr in (3, 0.2), (4, 0.5), (6, 0.05):
        x, like = rng.normal(size=n), (np.zeros(n),)
        f = callback(lambda t: float(np.sum(np.exp(t)) + np.sum(t**3) / 3), like=like)
        grad = callback(lambda t: np.exp(t) + t**2, like=like)
        compare.taylor_step(f, grad, x, lr)


@task("taylor", hint="For a linear function the prediction is exact.")
def test_prediction_for_a_linear_function_is_exact(student, rng):
    """For a linear function both decreases are equal."""
    for n, lr in (3, 0.5), (4, 2.0):
        a, like = rng.normal(size=n), (np.zeros(n),)
        f = callback(lambda t, a=a: float(a @ t), like=like)
        grad = callback(lambda _, a=a: a, like=like)
        x_new, predicted, actual = student.taylor_step(f, grad, rng.normal(size=n), lr)
        assert x_new.shape == (n,), "The new place must have the shape of x; yours does not."
        assert_close(
            actual, predicted, what="For a linear function both decreases must be equal; yours are not."
        )
        assert_close(
            predicted,
            float(lr * a @ a),
            what="The prediction must be lr times the squared norm; yours is not.",
        )


@task("taylor", hint="The new place, and the old one, are what f is called with.")
def test_at_the_minimum_nothing_changes(compare, rng):
    """Where the gradient is 0, the step stays and both decreases are 0."""
    for n in 2, 4:
        f, grad, x = bowl(rng, n)
        like = (np.zeros(n),)
        flat = callback(lambda t: float(np.sum((t - 1.0) ** 2)), like=like)
        slope = callback(lambda t: 2 * (t - 1.0), like=like)
        compare.taylor_step(flat, slope, np.ones(n), 0.3)
        compare.taylor_step(f, grad, x, 0.3)


@task("taylor", points=2, hint="Convert x to float64 before you call f or grad.")
def test_integers_and_single_precision(compare, rng):
    """Integers and float32 numbers become float64. The new place is float64."""
    for n in 3, 4, 6:
        f, grad, x = bowl(rng, n)
        result, _, _ = compare.taylor_step(f, grad, x.astype(np.float32), 0.1)
        assert result.dtype == np.float64, "The new place must be float64; yours is not."
        compare.taylor_step(f, grad, rng.integers(-3, 4, size=n), 0.1)
        whole = callback(lambda t: np.round(4 * t).astype(np.int8), like=(np.zeros(n),))
        compare.taylor_step(f, whole, 9 + np.arange(n), 0.25)
    for dtype in NARROW:
        x = near_the_ends(rng, dtype, (2, 2))
        like = (np.zeros((2, 2)),)
        f = callback(lambda t: float(np.sum(t**2)), like=like)
        compare.taylor_step(f, callback(lambda t: 2 * t, like=like), x, 0.25)


@task("taylor", hint="Add no small constant, and do not divide by the norm.")
def test_tiny_and_huge_gradients(compare, rng):
    """Gradients may be tiny or huge."""
    for unit in 1e-25, 1e25:
        for n in 2, 3:
            x, like = rng.normal(size=n), (np.zeros(n),)
            f = callback(lambda t, u=unit: float(u * np.sum(t**2)), like=like)
            grad = callback(lambda t, u=unit: 2 * u * t, like=like)
            compare.taylor_step(f, grad, x, 0.1 / unit, atol=1e-9 * min(unit, 1.0))


@task("taylor", hint="Take the prediction from the gradient, not from the difference of both places.")
def test_steps_that_are_small_beside_x(student, rng):
    """The prediction keeps its digits where x is huge beside the step."""
    for n, unit in (3, 1e12), (4, 1e25):
        a, like = rng.uniform(0.5, 1.5, size=n), (np.zeros(n),)
        f = callback(lambda t, a=a: float(a @ t), like=like)
        grad = callback(lambda _, a=a: a, like=like)
        _, predicted, _ = student.taylor_step(f, grad, unit * rng.uniform(1.0, 2.0, size=n), 1e-6)
        assert_close(
            predicted,
            float(1e-6 * (a @ a)),
            rtol=1e-9,
            atol=0.0,
            what="The prediction must be lr times the squared norm; yours is not.",
        )


@task("taylor", hint="Keep nothing between calls, and do not write into x.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and x stays as it is."""
    first, other = bowl(rng, (4, 2)), bowl(rng, 3)
    for f, grad, x in first, other, first:
        compare.taylor_step(f, grad, x, 0.3)


@task("taylor", weak=True, hint="Check lr first.")
def test_learning_rate_that_is_not_positive_is_refused(compare, rng):
    """ValueError is raised when lr is not larger than 0."""
    for lr in 0.0, -0.1, float("nan"), 0:
        compare.raises("ValueError", "taylor_step", *bowl(rng, 2), lr)
