"""Public tests. All numbers are worked by hand; README.md has the same example in a table."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task


def cell():
    """One unit with gates of 3/4, 1/2 and 9/10 and a candidate of 4/5, whatever input and state are."""
    zero, b = np.zeros((1, 1)), np.array([np.log(3), 0.0, np.log(3), np.log(9)])
    return zero, zero, np.zeros((1, 4)), np.zeros((1, 4)), b


@task("sequence")
def test_two_steps_of_the_worked_example(student):
    """The memory is 3/4 · 4/5 = 0.6, and then 1/2 · 0.6 + 0.6 = 0.9."""
    h = student.lstm_sequence(np.zeros((1, 2, 1)), *cell())
    assert_close(h, 0.9 * np.tanh([[[0.6], [0.9]]]))


@task("sequence")
def test_the_input_counts(student):
    """The input weight 1 of the candidate, and the input -2 log 3, turn the candidate into -4/5."""
    h0, c0, Wx, Wh, b = cell()
    Wx = np.array([[0.0, 0.0, 1.0, 0.0]])
    h = student.lstm_sequence(np.array([[[-2 * np.log(3)]]]), h0, c0, Wx, Wh, b)
    assert_close(h, 0.9 * np.tanh([[[-0.6]]]))


@task("sequence")
def test_the_state_counts(student):
    """The state weight 2 of the output gate, and the state -log 9, turn the gate 9/10 into 1/10."""
    _, c0, Wx, Wh, b = cell()
    Wh = np.array([[0.0, 0.0, 0.0, 2.0]])
    h = student.lstm_sequence(np.zeros((1, 1, 1)), np.array([[-np.log(9)]]), c0, Wx, Wh, b)
    assert_close(h, 0.1 * np.tanh([[[0.6]]]))


@task("sequence", weak=True)
def test_a_bias_for_one_gate_is_refused(student):
    """Four gates of one unit need four biases: ValueError."""
    h0, c0, Wx, Wh, b = cell()
    assert_raises("ValueError", student.lstm_sequence, np.zeros((1, 2, 1)), h0, c0, Wx, Wh, b[:1])
