"""Public tests. All numbers are worked by hand; README.md has the same example in a table."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


@task("top_k")
def test_largest_entries_of_the_worked_example(student):
    """9, 9 and 4 are the largest of 3, 9, 4, 9, 1. The 9 occurs twice, so it counts twice."""
    assert_close(student.top_k(np.array([[3, 9, 4, 9, 1]]), 3), np.array([[9, 9, 4]]))


@task("top_k")
def test_a_negative_row(student):
    """-2, -5 and -6 are the largest of -5, -2, -8, -6, -7."""
    assert_close(student.top_k(np.array([[-5.0, -2.0, -8.0, -6.0, -7.0]]), 3), np.array([[-2.0, -5.0, -6.0]]))


@task("top_k")
def test_minus_infinity_comes_last(student):
    """A row with two numbers and two entries of minus infinity, and k = 3."""
    x = np.array([[-np.inf, 1.0, -np.inf, 7.0]])
    assert_close(student.top_k(x, 3), np.array([[7.0, 1.0, -np.inf]]))
