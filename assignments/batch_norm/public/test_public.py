"""Public tests. All numbers are worked by hand; README.md has the same example in a table."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task

EPS = 4.0  # large, so that a misplaced eps shows


def batch():
    """Columns 1, 3, 5, 7 (mean 4, variance 5) and 4, 12, 12, 12 (mean 10, variance 12)."""
    return np.array([[1.0, 4.0], [3.0, 12.0], [5.0, 12.0], [7.0, 12.0]])


def scale_and_offset():
    return np.array([3.0, 2.0]), np.array([0.0, 10.0])


def start():
    return np.zeros(2), np.ones(2)


@task("forward")
def test_batch_is_normalised_scaled_and_shifted(student):
    """Divide the distances from the mean by sqrt(5 + 4) = 3 and sqrt(12 + 4) = 4. Then apply gamma and beta."""
    y, _ = student.batchnorm_forward(batch(), *scale_and_offset(), start(), momentum=0.3, eps=EPS)
    assert_close(y, np.array([[-3.0, 7.0], [-1.0, 11.0], [1.0, 11.0], [3.0, 11.0]]))


@task("forward")
def test_running_statistics_take_in_the_batch(student):
    """Mean: 0.7 * 0 + 0.3 * (4, 10). Variance: 0.7 * 1 + 0.3 * (20/3, 48/3), with the unbiased variances."""
    _, running = student.batchnorm_forward(batch(), *scale_and_offset(), start(), momentum=0.3, eps=EPS)
    assert_close(running, (np.array([1.2, 3.0]), np.array([2.7, 5.5])))


@task("forward", weak=True)
def test_one_sample_is_refused(student):
    """One sample has no unbiased variance: ValueError."""
    one = batch()[:1]
    assert_raises("ValueError", student.batchnorm_forward, one, *scale_and_offset(), start(), 0.3, EPS)


@task("backward")
def test_gradients_of_the_worked_example(student):
    """dbeta sums dout. dgamma sums dout times x_hat. Each column of dx sums to 0."""
    dout = np.array([[9.0, 0.0], [0.0, 4.0], [0.0, 0.0], [0.0, 8.0]])
    dx, dgamma, dbeta = student.batchnorm_backward(dout, batch(), scale_and_offset()[0], eps=EPS)
    assert_close(dbeta, np.array([9.0, 12.0]))  # 9 and 4 + 8
    assert_close(dgamma, np.array([-9.0, 6.0]))  # 9 * (-1) and 4 * 1/2 + 8 * 1/2
    assert_close(dx, np.array([[4.5, -0.375], [-3.0, 0.125], [-1.5, -1.875], [0.0, 2.125]]))


@task("inference")
def test_inference_uses_the_running_statistics(student):
    """Divide the distances from (1, 2) by sqrt(5 + 4) = 3 and sqrt(12 + 4) = 4. Then apply gamma and beta."""
    running = np.array([1.0, 2.0]), np.array([5.0, 12.0])
    y = student.batchnorm_inference(
        np.array([[4.0, 2.0], [1.0, 10.0]]), *scale_and_offset(), running, eps=EPS
    )
    assert_close(y, np.array([[3.0, 10.0], [0.0, 14.0]]))


@task("update")
def test_one_step_against_the_gradient(student):
    """(3, 2) - 0.1 * (-9, 6) and (0, 10) - 0.1 * (9, 12)."""
    grads = np.array([-9.0, 6.0]), np.array([9.0, 12.0])
    result = student.update(*scale_and_offset(), grads, lr=0.1)
    assert_close(result, (np.array([3.9, 1.4]), np.array([-0.9, 8.8])))


@task("forward2d")
def test_all_pixels_of_a_channel_share_their_statistics(student):
    """Two images of 1 by 2 pixels. Channel 1 has 1, 3, 5, 7 and channel 2 has 4, 12, 12, 12, as above."""
    x = np.array([[[[1.0, 3.0]], [[4.0, 12.0]]], [[[5.0, 7.0]], [[12.0, 12.0]]]])
    y, running = student.batchnorm2d_forward(x, *scale_and_offset(), start(), momentum=0.3, eps=EPS)
    assert_close(y, np.array([[[[-3.0, -1.0]], [[7.0, 11.0]]], [[[1.0, 3.0]], [[11.0, 11.0]]]]))
    assert_close(running, (np.array([1.2, 3.0]), np.array([2.7, 5.5])))
