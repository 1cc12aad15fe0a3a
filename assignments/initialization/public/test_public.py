"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import math

import numpy as np

from grader.testing import (
    Normal,
    Uniform,
    assert_close,
    assert_distribution,
    assert_independent,
    assert_raises,
    generator,
    task,
)


@task("uniform")
def test_even_weights_of_a_layer(student, rng):
    """100 inputs and 50 outputs: the bound is the root of 6 / 150, which is 0.2."""
    weights = student.repeat("xavier_uniform", 100, 50, rng, times=4)
    assert np.shape(weights) == (4, 100, 50), "The weights must have shape (fan_in, fan_out)."
    wrong = {"the standard deviation as bound": Uniform(-0.1155, 0.1155)}
    assert_distribution(weights, Uniform(-0.2, 0.2), "weights", wrong=wrong)


@task("uniform")
def test_two_layers_with_one_generator(student, given):
    """The second layer must not get the weights of the first one."""
    source = given.source(7)
    first, second = student.xavier_uniform(8, 10, source), student.xavier_uniform(8, 10, source)
    bound = math.sqrt(6 / 18)
    assert_independent(first, second, Uniform(-bound, bound), "weights of two layers")


@task("normal")
def test_normal_weights_of_a_layer(student, rng):
    """100 inputs and 50 outputs: the variance is 2 / 150, the standard deviation 0.11547."""
    weights = student.repeat("xavier_normal", 100, 50, rng, times=4)
    assert np.shape(weights) == (4, 100, 50), "The weights must have shape (fan_in, fan_out)."
    wrong = {"variance for deviation": Normal(0.0, 2 / 150), "He": Normal(0.0, math.sqrt(2 / 100))}
    assert_distribution(weights, Normal(0.0, math.sqrt(2 / 150)), "weights", wrong=wrong)


@task("he")
def test_weights_for_relu(student, rng):
    """100 inputs and 50 outputs: the variance is 2 / 100, the standard deviation 0.14142."""
    weights = student.repeat("he_normal", 100, 50, rng, times=4)
    assert np.shape(weights) == (4, 100, 50), "The weights must have shape (fan_in, fan_out)."
    wrong = {"fan_out for fan_in": Normal(0.0, math.sqrt(2 / 50)), "no 2": Normal(0.0, 0.1)}
    assert_distribution(weights, Normal(0.0, math.sqrt(2 / 100)), "weights", wrong=wrong)


@task("uniform", weak=True)
def test_a_layer_without_inputs(student):
    """A fan of 0 is a ValueError."""
    assert_raises("ValueError", student.xavier_uniform, 0, 5, generator(1))


@task("forward")
def test_signals_of_two_layers(student):
    """10 inputs: 10 * 0.2 = 2. Then 5 units: 5 * 0.2 = 1 times 2, or times 1 after ReLU."""
    assert_close(student.forward_variance([10, 5, 3], 0.2, "identity"), np.array([2.0, 2.0]))
    assert_close(student.forward_variance([10, 5, 3], 0.2, "relu"), np.array([2.0, 1.0]))


@task("forward")
def test_xavier_and_he_with_relu(student):
    """Four layers of 100 units: Xavier has the variance 1/100, He 2/100."""
    assert_close(student.forward_variance([100] * 5, 0.01, "relu"), np.array([1.0, 0.5, 0.25, 0.125]))
    assert_close(student.forward_variance([100] * 5, 0.02, "relu"), np.full(4, 2.0))


@task("backward")
def test_gradients_of_two_layers(student):
    """3 outputs: 3 * 0.2 = 0.6 for the last layer. Then 5 * 0.2 = 1 times 0.6, or times 0.3 with ReLU."""
    assert_close(student.backward_variance([10, 5, 3], 0.2, "identity"), np.array([0.6, 0.6]))
    assert_close(student.backward_variance([10, 5, 3], 0.2, "relu"), np.array([0.3, 0.6]))


@task("symmetry")
def test_equal_units(student):
    """All units are equal: True. With another bias for one unit, or other weights behind one: False."""
    W1, b1, W2 = np.array([[0.5, 0.5, 0.5], [-1.0, -1.0, -1.0]]), np.zeros(3), np.ones((3, 1))
    assert_close(student.symmetric_init_collapses(W1, b1, W2), True)
    assert_close(student.symmetric_init_collapses(W1, np.array([0.0, 0.1, 0.0]), W2), False)
    assert_close(student.symmetric_init_collapses(W1, b1, np.array([[1.0], [1.0], [2.0]])), False)
