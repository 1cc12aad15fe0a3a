"""Public tests. All numbers are worked by hand; README.md has the same example in a table."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def logits():
    """Logarithms of 1, 3, 4 and of 5, 5, 10."""
    return np.log(np.array([[1.0, 3.0, 4.0], [5.0, 5.0, 10.0]]))


@task("gradient")
def test_gradient_of_the_worked_example(student):
    """Probabilities 1/8, 3/8, 4/8 and 1/4, 1/4, 2/4, less 1 at the targets 1 and 2, divided by 2 rows."""
    g = student.fused_cross_entropy(logits(), np.array([1, 2]))
    assert_close(g, np.array([[1, -5, 4], [2, 2, -4]]) / 16)


@task("gradient")
def test_an_offset_of_a_row_changes_nothing(student):
    """The same rows plus 10,000 and minus 10,000: the factor exp(10000) cancels."""
    g = student.fused_cross_entropy(logits() + np.array([[1e4], [-1e4]]), np.array([1, 2]))
    assert_close(g, np.array([[1, -5, 4], [2, 2, -4]]) / 16)


@task("gradient")
def test_minus_infinity_has_no_gradient(student):
    """Probabilities 1/4, 3/4 and 0, and the target 0, in one row."""
    g = student.fused_cross_entropy(np.array([[0.0, np.log(3.0), -np.inf]]), np.array([0]))
    assert_close(g, np.array([[-0.75, 0.75, 0.0]]))
