"""Public tests. All numbers are worked by hand; README.md has the same examples in tables.

Numbers are chosen so that gates and tanh are fractions: sigmoid(ln 3) = 3/4, sigmoid(0) = 1/2,
sigmoid(ln 9) = 9/10, tanh(ln 2) = 3/5, tanh(ln 3) = 4/5.
"""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task

LN2, LN3, LN9 = 0.6931471805599453, 1.0986122886681098, 2.1972245773362196


def cell():
    """One unit, one feature. With x = 1 and h = 0.1: i = 3/4, f = 1/2, g = 4/5, o = 9/10."""
    return tuple(
        (np.array([[Wx]]), np.array([[Wh]]), np.array([b]))
        for Wx, Wh, b in [
            (LN3 - 0.1, 2.0, -0.1),  # ln 3 - 0.1 + 0.2 - 0.1 = ln 3
            (0.5, -4.0, -0.1),  # 0.5 - 0.4 - 0.1 = 0
            (LN3 + 0.3, -1.0, -0.2),  # ln 3 + 0.3 - 0.1 - 0.2 = ln 3
            (LN9 - 0.5, 3.0, 0.2),  # ln 9 - 0.5 + 0.3 + 0.2 = ln 9
        ]
    )


def start():
    """x = 1, h = 0.1, and a memory of 2 (ln 2 - 0.6)."""
    return np.array([[1.0]]), np.array([[0.1]]), np.array([[2 * (LN2 - 0.6)]])


@task("lstm_step")
def test_step_of_the_example(student):
    """The memory is 1/2 * 2 (ln 2 - 0.6) + 3/4 * 4/5 = ln 2. The state is 9/10 * tanh(ln 2) = 0.54."""
    h, c = student.lstm_step(*start(), *cell())
    assert_close(c, np.array([[LN2]]), what="the memory")
    assert_close(h, np.array([[0.54]]), what="the state")


@task("lstm_forward")
def test_stacked_weights_are_the_same_step(student):
    """The four gates of the example in one matrix, in the order i, f, g, o."""
    x, h0, c0 = start()
    Wx, Wh, b = (np.concatenate(parts, axis=-1) for parts in zip(*cell(), strict=True))
    h, c = student.lstm_forward(x[:, np.newaxis], h0, c0, Wx, Wh, b)
    assert_close(c, np.array([[[LN2]]]), what="the memory")
    assert_close(h, np.array([[[0.54]]]), what="the state")


@task("lstm_forward")
def test_two_steps_on_biases_alone(student):
    """The memory is 3/4 * 4/5 = 0.6, then 0.6 / 2 + 0.6 = 0.9. The states are 0.9 tanh(0.6) and 0.9 tanh(0.9)."""
    zero, none = np.zeros((1, 1)), np.zeros((1, 4))
    b = np.array([LN3, 0.0, LN3, LN9])
    h, c = student.lstm_forward(np.zeros((1, 2, 1)), zero, zero, none, none, b)
    assert_close(c, np.array([[[0.6], [0.9]]]), what="the memories")
    assert_close(h, np.array([[[0.48334461], [0.64466809]]]), rtol=1e-6, what="the states")


@task("lstm_backward")
def test_gradients_of_the_example(student):
    """The upstream gradients are 1 and 0.424. So the memory gets 0.424 + 0.9 * 0.64 = 1."""
    dh, dc = np.array([[1.0]]), np.array([[0.424]])
    dx, dh_old, dc_old, *gates = student.lstm_step_backward(dh, dc, *start(), *cell())
    assert_close(dc_old, np.array([[0.5]]), what="dc_old")  # 1 * 1/2
    c = 2 * (LN2 - 0.6)
    slopes = [0.8 * 3 / 16, c / 4, 0.75 * 0.36, 0.6 * 0.09]  # 0.15, 0.0466, 0.27, 0.054
    for name, gate, da in zip(("input", "forget", "candidate", "output"), gates, slopes, strict=True):
        assert_close(gate[0], np.array([[da]]), what=f"dWx, {name}")  # x = 1
        assert_close(gate[1], np.array([[0.1 * da]]), what=f"dWh, {name}")  # h = 0.1
        assert_close(gate[2], np.array([da]), what=f"db, {name}")
    expected = 0.15 * 2 - c / 4 * 4 - 0.27 + 0.054 * 3
    assert_close(dh_old, np.array([[expected]]), what="dh_old")  # 0.0057
    expected = 0.15 * (LN3 - 0.1) + c / 4 * 0.5 + 0.27 * (LN3 + 0.3) + 0.054 * (LN9 - 0.5)
    assert_close(dx, np.array([[expected]]), what="dx")  # 0.6424


@task("memory")
def test_path_through_three_gates(student):
    """0.5 * 0.8 * 0.25, then 0.8 * 0.25, then 0.25."""
    path = student.memory_path(np.array([[[0.5], [0.8], [0.25]]]))
    assert_close(path, np.array([[[0.1], [0.2], [0.25]]]))


@task("gru_step")
def test_gru_step_of_the_example(student):
    """z = 3/4, r = 1/2, and the candidate is tanh(4 * 1/2 * 0.5 + ln 2 - 1) = 3/5: 1/4 * 0.5 + 3/4 * 0.6 = 0.575."""
    Wz, Wr, Wh = np.array([[2.0], [LN3 - 1]]), np.array([[2.0], [-1.0]]), np.array([[4.0], [LN2 - 1]])
    assert_close(student.gru_step(np.array([[1.0]]), np.array([[0.5]]), Wz, Wr, Wh), np.array([[0.575]]))


@task("gru_step")
def test_each_unit_is_reset_before_the_product(student):
    """r = (1/2, 3/4). Unit 1 uses 3/4 * 0.4 of unit 2. Unit 2 uses 1/2 * 0.5 of unit 1."""
    Wz, Wr = np.zeros((3, 2)), np.array([[0.0, 0.0], [0.0, 0.0], [0.0, LN3]])
    Wh = np.array([[0.0, 4 * LN3], [LN2 / 0.3, 0.0], [0.0, 0.0]])
    h = student.gru_step(np.array([[1.0]]), np.array([[0.5, 0.4]]), Wz, Wr, Wh)
    assert_close(h, np.array([[0.55, 0.6]]))  # (0.5 + 0.6) / 2 and (0.4 + 0.8) / 2


@task("gru_forward")
def test_two_gru_steps(student):
    """Both gates are 1/2. The candidates are tanh(ln 2) = 0.6 and tanh(2 * 0.15 + ln 3 - 0.3) = 0.8."""
    x, zero = np.array([[[LN2], [LN3 - 0.3]]]), np.zeros((2, 1))
    states = student.gru_forward(x, np.zeros((1, 1)), zero, zero, np.array([[2.0], [1.0]]))
    assert_close(states, np.array([[[0.3], [0.55]]]))  # 0.6 / 2, then 0.3 / 2 + 0.8 / 2
