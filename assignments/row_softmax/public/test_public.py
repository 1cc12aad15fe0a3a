"""Public tests. All numbers are worked by hand; README.md has the same example in a table."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def logits():
    """Logarithms of 1, 3, 4 and of 5, 5, 10."""
    return np.log(np.array([[1.0, 3.0, 4.0], [5.0, 5.0, 10.0]]))


@task("softmax")
def test_weights_of_the_worked_example(student):
    """1, 3, 4 divided by their sum 8. Then 5, 5, 10 divided by their sum 20."""
    p = student.row_softmax(logits())
    assert_close(p, np.array([[0.125, 0.375, 0.5], [0.25, 0.25, 0.5]]))


@task("softmax")
def test_an_offset_of_a_row_changes_nothing(student):
    """The same rows plus 10,000 and minus 10,000: the factor exp(10000) cancels."""
    p = student.row_softmax(logits() + np.array([[1e4], [-1e4]]))
    assert_close(p, np.array([[0.125, 0.375, 0.5], [0.25, 0.25, 0.5]]))


@task("softmax")
def test_minus_infinity_gets_no_weight(student):
    """1 and 3 divided by their sum 4, and 0 for the last. A row of minus infinity gives zeros."""
    x = np.array([[0.0, np.log(3.0), -np.inf], [-np.inf, -np.inf, -np.inf]])
    assert_close(student.row_softmax(x), np.array([[0.25, 0.75, 0.0], [0.0, 0.0, 0.0]]))
