"""Public tests. All numbers are worked by hand; README.md has the same examples in tables.

The inputs are chosen so that tanh is a fraction: tanh(ln 2) = 3/5 and tanh(ln 3) = 4/5.
"""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task

LN2, LN3 = 0.6931471805599453, 1.0986122886681098


def sequence():
    """One sequence of two steps, one feature: ln(2)/2 and (ln(3) - 0.2)/2."""
    return np.array([[[LN2 / 2], [(LN3 - 0.2) / 2]]])


def layer():
    """h0 = 0.2, Wx = 2, Wh = 0.5, b = -0.1: one unit."""
    return np.array([[0.2]]), np.array([[2.0]]), np.array([[0.5]]), np.array([-0.1])


@task("step")
def test_first_step_of_the_example(student):
    """2 * ln(2)/2 + 0.5 * 0.2 - 0.1 = ln 2."""
    assert_close(student.rnn_step(sequence()[:, 0], *layer()), np.array([[0.6]]))


@task("step")
def test_two_units_look_at_each_other(student):
    """Unit 1 gets ln 2 from unit 2 with weight 0.5. Unit 2 gets -ln 3 from the input."""
    Wh = np.array([[0.0, 0.0], [2 * LN2, 0.0]])
    h = student.rnn_step(np.array([[1.0]]), np.array([[0.9, 0.5]]), np.array([[0.0, -LN3]]), Wh, np.zeros(2))
    assert_close(h, np.array([[0.6, -0.8]]))


@task("forward")
def test_two_steps_of_the_example(student):
    """Step 2: (ln 3 - 0.2) + 0.5 * 0.6 - 0.1 = ln 3. Outputs are ten times the states."""
    states, outputs = student.rnn_forward(sequence(), *layer(), np.array([[10.0]]))
    assert_close(states, np.array([[[0.6], [0.8]]]))
    assert_close(outputs, np.array([[[6.0], [8.0]]]))


@task("backward")
def test_gradients_of_the_example(student):
    """The upstream gradients are 1 and 2: da_2 = 2 * 0.36 = 0.72 and da_1 = (1 + 0.72 * 0.5) * 0.64 = 0.8704."""
    gradients = student.rnn_backward(np.array([[[1.0], [2.0]]]), sequence(), *layer())
    assert_close(gradients[0], np.array([[[1.7408], [1.44]]]), what="dx")  # da * 2
    assert_close(gradients[1], np.array([[0.4352]]), what="dh0")  # 0.8704 * 0.5
    assert_close(gradients[3], np.array([[0.60608]]), what="dWh")  # 0.8704 * 0.2 + 0.72 * 0.6
    assert_close(gradients[4], np.array([1.5904]), what="db")  # 0.8704 + 0.72
    dWx = np.array([[0.8704 * LN2 / 2 + 0.72 * (LN3 - 0.2) / 2]])
    assert_close(gradients[2], dWx, what="dWx")


@task("norms")
def test_one_step_back_in_the_example(student):
    """d h_2 / d h_1 = (1 - 0.8²) * 0.5 = 0.18, and d h_2 / d h_2 = 1."""
    assert_close(student.gradient_norms_through_time(sequence(), *layer()), np.array([[0.18, 1.0]]))


@task("norms")
def test_two_units_at_rest(student):
    """At 0, the derivative of tanh is 1. So one step back has the norm of Wh, which is 3, and two steps have 9."""
    zeros = np.zeros((1, 3, 1)), np.zeros((1, 2)), np.zeros((1, 2))
    norms = student.gradient_norms_through_time(*zeros, np.array([[0.0, 3.0], [-3.0, 0.0]]), np.zeros(2))
    assert_close(norms, np.array([[9.0, 3.0, 1.0]]))


@task("birnn")
def test_both_directions_of_the_example(student):
    """Forward: tanh(ln 2), tanh(ln 3). Backward, from the end: tanh(ln(3)/2) = 1/2, tanh(ln(2)/2) = 1/3."""
    x = np.array([[[LN2], [LN3 - 0.3]]])
    forward = np.array([[0.0]]), np.array([[1.0]]), np.array([[0.5]]), np.array([0.0])
    backward = np.array([[0.0]]), np.array([[0.5]]), np.array([[-0.3]]), np.array([0.15])
    states = student.birnn_forward(x, forward, backward)
    assert_close(states, np.array([[[3 / 5, 1 / 3], [4 / 5, 1 / 2]]]))


def words():
    """Three places of which the last is padding, in two sentences; the second has its padding in front."""
    h = np.array([[[1.0, 10.0], [3.0, 30.0], [7.0, 70.0]], [[5.0, 50.0], [2.0, 20.0], [4.0, 40.0]]])
    return h, np.array([[True, True, False], [False, True, True]])


@task("sentence")
def test_last_word_of_each_sentence(student):
    """The last word is the second of the first sentence and the third of the second sentence."""
    assert_close(student.sentence_vector(*words(), how="last"), np.array([[3.0, 30.0], [4.0, 40.0]]))


@task("sentence")
def test_weighted_mean_of_each_sentence(student):
    """(3 * 1 + 1 * 3) / 4 = 1.5 and (1 * 2 + 4 * 4) / 5 = 3.6. Without weights: 4 / 2 = 2 and 6 / 2 = 3."""
    weights = np.array([[3.0, 1.0, 9.0], [9.0, 1.0, 4.0]])
    vector = student.sentence_vector(*words(), how="weighted", weights=weights)
    assert_close(vector, np.array([[1.5, 15.0], [3.6, 36.0]]))
    assert_close(student.sentence_vector(*words(), how="weighted"), np.array([[2.0, 20.0], [3.0, 30.0]]))


@task("sentence", weak=True)
def test_other_ways_are_refused(student):
    """There are only "last" and "weighted"."""
    assert_raises("ValueError", student.sentence_vector, *words(), how="first")


@task("mode")
def test_all_modes_of_the_example(student):
    """The outputs are 6 and 8; the last is 8. With one input and then zero: 10 * tanh(0.5 * 0.6 - 0.1) = 10 *
    tanh(0.2).
    """
    arguments = *layer(), np.array([[10.0]])
    assert_close(student.run_mode(sequence(), *arguments, mode="many_to_many"), np.array([[[6.0], [8.0]]]))
    assert_close(student.run_mode(sequence(), *arguments, mode="many_to_one"), np.array([[8.0]]))
    outputs = student.run_mode(sequence()[:, :1], *arguments, mode="one_to_many", steps=2)
    assert_close(outputs, np.array([[[6.0], [1.9737532022490401]]]))


@task("mode", weak=True)
def test_one_to_many_needs_a_number_of_steps(student):
    """Without steps, the number of outputs is not known: ValueError."""
    arguments = *layer(), np.array([[10.0]])
    assert_raises("ValueError", student.run_mode, sequence()[:, :1], *arguments, mode="one_to_many")
