"""Public tests. All numbers are worked by hand; README.md has the same example in a table."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task


def row():
    """Deviations -1, 1, -1, 1 from the mean 2, so the variance is 1."""
    return np.array([[4.0, 4.0, 0.0, 0.0]]), np.array([[1.0, 3.0, 1.0, 3.0]]), np.array([1.0, 1.0, 2.0, 2.0])


@task("gradients")
def test_one_row_of_the_worked_example(student):
    """With eps 3 the root is 2. Then q is (4, 4, 0, 0), its mean is 2, and the other mean is 0."""
    g = student.layer_norm_backward(*row(), eps=3.0)
    assert_close(g, np.array([[1.0, 1.0, -1.0, -1.0], [-2.0, 2.0, 0.0, 0.0], [4.0, 4.0, 0.0, 0.0]]))


@task("gradients")
def test_both_means_count(student):
    """q is (0, 4, 0, 0). Its mean is 1, and the mean of q times the normalised row is 1/2."""
    _, x, gamma = row()
    g = student.layer_norm_backward(np.array([[0.0, 4.0, 0.0, 0.0]]), x, gamma, eps=3.0)
    assert_close(g[0], np.array([-0.375, 1.375, -0.375, -0.625]))


@task("gradients")
def test_scale_and_offset_sum_over_the_rows(student):
    """The same row twice doubles the gradients of scale and offset, and not that of the input."""
    dout, x, gamma = row()
    g = student.layer_norm_backward(np.tile(dout, (2, 1)), np.tile(x, (2, 1)), gamma, eps=3.0)
    assert_close(g[2:], np.array([[-4.0, 4.0, 0.0, 0.0], [8.0, 8.0, 0.0, 0.0]]))
    assert_close(g[1], np.array([1.0, 1.0, -1.0, -1.0]))


@task("gradients", weak=True)
def test_another_shape_is_refused(student):
    """An upstream gradient for three columns does not fit a row of four: ValueError."""
    dout, x, gamma = row()
    assert_raises("ValueError", student.layer_norm_backward, dout[:, :3], x, gamma)
