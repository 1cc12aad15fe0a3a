"""Public tests. All numbers are worked by hand; README.md has the same example in a table."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


@task("states")
def test_states_of_the_worked_example(student):
    """8, then 0.5 · 8 + 8 = 12, then 0.5 · 12 + 8 = 14; beside it 1, then -1 · 1 + 2 = 1, then 0 · 1 + 3 = 3."""
    a = np.array([[0.5, 1.0], [0.5, -1.0], [0.5, 0.0]])
    x = np.array([[8.0, 1.0], [8.0, 2.0], [8.0, 3.0]])
    assert_close(student.linear_recurrence(a, x), np.array([[8.0, 1.0], [12.0, 1.0], [14.0, 3.0]]))


@task("states")
def test_factors_of_one_give_sums(student):
    """With all factors 1 the states are the sums of the inputs so far: 1, 3, 6, 10."""
    h = student.linear_recurrence(np.ones((4, 1)), np.array([[1.0], [2.0], [3.0], [4.0]]))
    assert_close(h, np.array([[1.0], [3.0], [6.0], [10.0]]))


@task("states")
def test_one_input_fades(student):
    """An input of 1 at the first time, and factors of a half: after thirty steps 1 / 2^30 is left."""
    x = np.zeros((31, 1))
    x[0] = 1.0
    h = student.linear_recurrence(np.full((31, 1), 0.5), x)
    assert_close(h[:3], np.array([[1.0], [0.5], [0.25]]))
    assert_close(h[30] * 2.0**30, np.array([1.0]))
