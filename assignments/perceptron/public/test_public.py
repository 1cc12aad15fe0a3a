"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


@task("mcp")
def test_a_sum_that_reaches_the_threshold(student):
    """The sums are 0, 2, 1 and 3. With the threshold 2, the second and the last one fire."""
    assert_close(student.mcp_neuron(CORNERS, np.array([1.0, 2.0]), 2), np.array([0, 1, 0, 1]))


@task("mcp", weak=True)
def test_inputs_that_are_not_binary(student):
    """An input of 2 is a ValueError."""
    assert_raises("ValueError", student.mcp_neuron, np.array([[0, 2]]), np.array([1.0, 1.0]), 1)


@task("hebb")
def test_connections_between_active_units_grow(student):
    """0.5 * 1 * 1 and 0.5 * 1 * 2 in rows 0 and 2; input 1 is silent."""
    result = student.hebb_update(np.zeros((3, 2)), np.array([1.0, 0.0, 1.0]), np.array([1.0, 2.0]), 0.5)
    assert_close(result, np.array([[0.5, 1.0], [0.0, 0.0], [0.5, 1.0]]))


@task("step")
def test_a_sample_on_the_border_and_one_on_its_side(student):
    """At the start the score is 0, so the sample is corrected. Then (1, 1) has the score -4 and label -1."""
    w, b = student.perceptron_step(np.zeros(2), 0.0, np.array([2.0, 1.0]), -1)
    assert_close((w, b), (np.array([-2.0, -1.0]), -1.0))
    again = student.perceptron_step(np.array([-2.0, -1.0]), -1.0, np.array([1.0, 1.0]), -1)
    assert_close(again, (np.array([-2.0, -1.0]), -1.0))


@task("fit")
def test_training_on_or(student):
    """Six epochs with 3, 1, 2, 2, 1 and 0 corrections."""
    w, b, errors = student.perceptron_fit(CORNERS.astype(float), np.array([-1, 1, 1, 1]), 20)
    assert_close((w, b), (np.array([2.0, 2.0]), -1.0))
    assert_close(errors, np.array([3, 1, 2, 2, 1, 0]))


@task("fit")
def test_exclusive_or_never_ends(student):
    """Four corrections in every epoch, until the epochs are used up."""
    w, b, errors = student.perceptron_fit(CORNERS.astype(float), np.array([-1, 1, 1, -1]), 3)
    assert_close((w, b), (np.array([0.0, 0.0]), 0.0))
    assert_close(errors, np.array([4, 4, 4]))


@task("gate")
def test_gates_of_two_inputs(student):
    """What fires at (0, 0), (0, 1), (1, 0) and (1, 1), with weights of 1 or -1 and a whole bias."""
    for name, expected in ("AND", [0, 0, 0, 1]), ("OR", [0, 1, 1, 1]), ("NAND", [1, 1, 1, 0]):
        w, b = student.logic_gate(name)
        assert_close((CORNERS @ w + b >= 0).astype(int), np.array(expected))
        assert_close((np.abs(w), b % 1), (np.ones(2), 0.0))
    assert_close(student.logic_gate("NOT"), (np.array([-1.0]), 0.0))


@task("xor")
def test_exclusive_or_and_its_hidden_units(student):
    """Column 0 is OR, column 1 is NAND, and the output is their AND."""
    h, y_hat = student.xor_network(CORNERS)
    assert_close(h, np.array([[0, 1], [1, 1], [1, 1], [1, 0]]))
    assert_close(y_hat, np.array([0, 1, 1, 0]))


@task("separable")
def test_or_is_separable_and_exclusive_or_is_not(student):
    """A line separates the corners of OR. No line separates those of exclusive or."""
    answers = [student.is_linearly_separable(CORNERS, np.array(y)) for y in ([0, 1, 1, 1], [0, 1, 1, 0])]
    assert_close(answers, [True, False])


@task("separable")
def test_a_point_on_the_border(student):
    """(1, 1) lies half-way between (0, 0) and (2, 2). (1, 2) lies beside them."""
    y = np.array([0, 0, 1, 1])
    touching, beside = ([[0, 0], [2, 2], [1, 1 + k], [0, 5]] for k in (0, 1))
    answers = [student.is_linearly_separable(np.array(X), y) for X in (touching, beside)]
    assert_close(answers, [False, True])


@task("shatters")
def test_three_points(student):
    """A triangle is shattered. Three points on a line are not: the middle one cannot be alone."""
    triangle, line = np.array([[0, 0], [1, 0], [0, 1]]), np.array([[0, 0], [1, 1], [2, 2]])
    assert_close([student.shatters_2d(points) for points in (triangle, line)], [True, False])
