"""Public tests. All numbers are worked by hand; README.md has the same example in a table."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


@task("histogram")
def test_shares_of_the_worked_example(student):
    """Of 7, 9, 7, 7, 0 and 255 three are 7, and each of 0, 9 and 255 occurs once."""
    h = student.histogram(np.array([[7, 9, 7], [7, 0, 255]], np.uint8))
    right = np.zeros(256)
    right[[0, 7, 9, 255]] = np.array([1, 3, 1, 1]) / 6
    assert_close(h, right)


@task("histogram")
def test_one_value_alone(student):
    """Five times the number 3: its share is 1."""
    h = student.histogram(np.full(5, 3, np.uint8))
    assert_close(h, (np.arange(256) == 3).astype(float))


@task("histogram")
def test_numbers_in_floating_point(student):
    """2 and 4 in float64: the share of each is 1/2."""
    h = student.histogram(np.array([2.0, 4.0]))
    assert_close(h[[2, 3, 4]], np.array([0.5, 0.0, 0.5]))
