"""Public tests. All numbers are worked by hand; README.md has the same example in a table."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


@task("step")
def test_the_step_of_the_worked_example(student):
    """Three weights in two tensors, at the first step: each moves by the learning rate, and two of them decay."""
    w, g, zeros = np.array([1.0, -3.0, 2.0]), np.array([0.5, 20.0, -1.0]), np.zeros(3)
    made = student.fused_adam(
        w, g, zeros, zeros, np.array([2, 1]), np.array([0.1, 0.0]), 0, 0.1, 0.9, 0.999, 1e-8
    )
    assert_close(made[0], np.array([0.89, -3.07, 2.1]))
    assert_close(made[1], np.array([0.05, 2.0, -0.1]))
    assert_close(made[2], np.array([0.00025, 0.4, 0.001]))


@task("step")
def test_a_later_step(student):
    """m is 0.5 · 2 + 0.5 · 4 = 3, v is 0.5 · 2 + 0.5 · 16 = 9. Both are divided by 1 - 0.5² = 0.75."""
    arrays = np.array([10.0]), np.array([4.0]), np.array([2.0]), np.array([2.0])
    made = student.fused_adam(*arrays, np.array([1]), np.array([0.0]), 1, 0.3, 0.5, 0.5, 1e-8)
    assert_close(made, np.array([[10.0 - 0.3 * 4.0 / 12.0**0.5], [3.0], [9.0]]))


@task("step")
def test_each_tensor_decays_in_its_own_way(student):
    """Without gradients the weights 8 become 8 · (1 - 0.5 · 0.5) = 6, 8 and 8 · (1 - 0.5) = 4."""
    zeros = np.zeros(4)
    w, sizes, lam = np.full(4, 8.0), np.array([1, 2, 1]), np.array([0.5, 0.0, 1.0])
    made = student.fused_adam(w, zeros, zeros, zeros, sizes, lam, 5, 0.5, 0.9, 0.999, 1e-8)
    assert_close(made[0], np.array([6.0, 8.0, 8.0, 4.0]))
