"""Public tests. All numbers are worked by hand; README.md has the same example.

One weight w = 1, the gradients 0.5 and then 0.2, rate 0.1, defaults for the rest. Every state starts at 0.
"""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, callback, shaped, task

ONE, ZERO = np.array([1.0]), np.array([0.0])
FIRST, SECOND = np.array([0.5]), np.array([0.2])


def grad():
    """The gradient of the mean of (w x - y)² / 2."""
    return callback(
        lambda w, X, y: X.T @ (X @ w - y) / len(y), like=(shaped("d"), shaped("b", "d"), shaped("b"))
    )


def samples():
    return ZERO, np.array([[1.0], [2.0], [3.0]]), np.array([2.0, 4.0, 3.0])


@task("sgd")
def test_a_step_of_gradient_descent(student):
    """1 - 0.5 * 4 = -1 and -2 - 0.5 * 1 = -2.5."""
    assert_close(student.sgd(np.array([1.0, -2.0]), np.array([4.0, 1.0]), 0.5), np.array([-1.0, -2.5]))


@task("momentum")
def test_two_steps_of_momentum(student):
    """The velocity is 0.5, then 0.9 * 0.5 + 0.2 = 0.65."""
    assert_close(student.momentum(ONE, FIRST, ZERO, 0.1), (np.array([0.95]), np.array([0.5])))
    assert_close(
        student.momentum(np.array([0.95]), SECOND, np.array([0.5]), 0.1),
        (np.array([0.885]), np.array([0.65])),
    )


@task("nesterov")
def test_two_steps_of_nesterov(student):
    """1 - 0.1 (0.5 + 0.9 * 0.5) = 0.905, then 0.905 - 0.1 (0.2 + 0.9 * 0.65) = 0.8265."""
    assert_close(student.nesterov(ONE, FIRST, ZERO, 0.1), (np.array([0.905]), np.array([0.5])))
    assert_close(
        student.nesterov(np.array([0.905]), SECOND, np.array([0.5]), 0.1),
        (np.array([0.8265]), np.array([0.65])),
    )


@task("adagrad")
def test_two_steps_of_adagrad(student):
    """The sum of squares is 0.25, then 0.29."""
    assert_close(student.adagrad(ONE, FIRST, ZERO, 0.1), (np.array([0.9]), np.array([0.25])), rtol=1e-6)
    assert_close(
        student.adagrad(np.array([0.9]), SECOND, np.array([0.25]), 0.1),
        (np.array([0.862860932]), np.array([0.29])),
        rtol=1e-6,
    )


@task("rmsprop")
def test_two_steps_of_rmsprop(student):
    """The mean of squares is 0.1 * 0.25 = 0.025, then 0.9 * 0.025 + 0.1 * 0.04 = 0.0265."""
    assert_close(
        student.rmsprop(ONE, FIRST, ZERO, 0.1), (np.array([0.683772234]), np.array([0.025])), rtol=1e-6
    )
    assert_close(
        student.rmsprop(np.array([0.683772234]), SECOND, np.array([0.025]), 0.1),
        (np.array([0.560913235]), np.array([0.0265])),
        rtol=1e-6,
    )


@task("adam")
def test_two_steps_of_adam(student):
    """m = 0.05 and v = 0.00025 after step 1. The corrected means are 0.5 and 0.25."""
    assert_close(
        student.adam(ONE, FIRST, ZERO, ZERO, 0, 0.1),
        (np.array([0.9]), np.array([0.05]), np.array([0.00025]), 1),
        rtol=1e-6,
    )
    assert_close(
        student.adam(np.array([0.9]), SECOND, np.array([0.05]), np.array([0.00025]), 1, 0.1),
        (np.array([0.810142477]), np.array([0.065]), np.array([0.00028975]), 2),
        rtol=1e-6,
    )


@task("decay")
def test_two_steps_with_weight_decay(student):
    """(1 - 0.1 * 0.1) * 1 - 0.1 = 0.89; the means are those of Adam."""
    assert_close(
        student.weight_decay_step(ONE, FIRST, ZERO, ZERO, 0, 0.1, 0.1),
        (np.array([0.89]), np.array([0.05]), np.array([0.00025]), 1),
        rtol=1e-6,
    )
    assert_close(
        student.weight_decay_step(
            np.array([0.89]), SECOND, np.array([0.05]), np.array([0.00025]), 1, 0.1, 0.1
        ),
        (np.array([0.791242477]), np.array([0.065]), np.array([0.00028975]), 2),
        rtol=1e-6,
    )


@task("batch")
def test_all_samples(student):
    """The gradient is (-2 - 8 - 9) / 3, the step 0.3 of it."""
    assert_close(student.batch_gd(grad(), *samples(), 0.3, 1), np.array([1.9]))
    assert_close(student.batch_gd(grad(), *samples(), 0.3, 0), np.array([0.0]))


@task("stochastic")
def test_one_sample_after_the_other(student):
    """Sample 2 has the gradient -9, so w = 0.9. There sample 0 has the gradient -1.1."""
    assert_close(student.stochastic_gd(grad(), *samples(), 0.1, np.array([2, 0])), np.array([1.01]))


@task("stochastic", weak=True)
def test_a_row_that_does_not_exist(student):
    """With three samples there is no row 3 and no row -1: ValueError."""
    for row in 3, -1:
        assert_raises("ValueError", student.stochastic_gd, grad(), *samples(), 0.1, np.array([0, row]))


@task("minibatch")
def test_two_batches(student):
    """The mean gradients are -5 at 0 and 0 at 1. In the other order w = 1.8, then 1.9."""
    batches = [np.array([0, 1]), np.array([2])]
    assert_close(student.minibatch_gd(grad(), *samples(), 0.2, batches), np.array([1.0]))
    assert_close(student.minibatch_gd(grad(), *samples(), 0.2, batches[::-1]), np.array([1.9]))


@task("converges")
def test_rates_for_the_curvature_4(student):
    """With c = 4 the step is x' = (1 - 4 lr) x. At lr = 0.5 this is -x."""
    answers = [student.converges(lr, 4.0) for lr in (0.1, 0.49, 0.5, 0.6, -0.1)]
    assert_close(answers, [True, True, False, False, False])
