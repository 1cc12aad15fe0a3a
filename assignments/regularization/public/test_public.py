"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, assert_rate, generator, task


@task("l0")
def test_two_of_four(student):
    """Two of the four weights are not 0."""
    assert_close(student.l0_norm(np.array([[0.0, -3.0], [4.0, 0.0]])), 2)


@task("l1")
def test_half_of_seven(student):
    """0.5 times (3 + 4) is 3.5."""
    assert_close(student.l1_penalty(np.array([3.0, -4.0]), 0.5), 3.5)


@task("l1_grad")
def test_signs(student):
    """The signs are 1, 0 and -1."""
    assert_close(student.l1_grad(np.array([3.0, 0.0, -4.0]), 0.5), np.array([0.5, 0.0, -0.5]))


@task("l2")
def test_a_quarter_of_twenty_five(student):
    """0.5 / 2 times (9 + 16) is 6.25."""
    assert_close(student.l2_penalty(np.array([3.0, -4.0]), 0.5), 6.25)


@task("l2_grad")
def test_half_of_each_weight(student):
    """0.5 times 3 is 1.5, and 0.5 times -4 is -2."""
    assert_close(student.l2_grad(np.array([3.0, -4.0]), 0.5), np.array([1.5, -2.0]))


@task("ball")
def test_norm_five_is_halved(student):
    """The norm of (3, -4) is 5. For a ball of radius 2.5 the weights are halved."""
    assert_close(student.project_l2_ball(np.array([3.0, -4.0]), 2.5), np.array([1.5, -2.0]))
    assert_close(student.project_l2_ball(np.array([3.0, -4.0]), 7.0), np.array([3.0, -4.0]))


@task("map")
def test_one_half(student):
    """For the scale 0.5, lambda is 1 / 0.25 = 4 or 1 / 0.5 = 2."""
    assert_close(student.map_penalty("gaussian", 0.5), 4.0)
    assert_close(student.map_penalty("laplace", 0.5), 2.0)
    assert_raises("ValueError", student.map_penalty, "gaussian", 0.0)


@task("posterior")
def test_one_sample_and_one_weight(student):
    """The error is 1 and the weight is 1: twice -0.5 log(2 pi) - 0.5."""
    one = np.array([1.0])
    found = student.log_posterior(one, np.array([[1.0]]), np.array([2.0]), 1.0, "gaussian", 1.0)
    assert_close(found, -2.8378770664093453)


@task("dropout")
def test_ones_become_two_or_zero(student, rng):
    """With p = 0.5 a one becomes 0 or 2, each half of the time. In evaluation it stays 1."""
    y, mask = student.repeat("dropout_forward", np.ones((10, 10)), 0.5, rng, times=20)
    assert_close(np.where(y != 0, 2.0, 0.0), y)
    assert_close(mask, y)
    assert_rate(int((y != 0).sum()), y.size, 0.5, wrong={"nothing is dropped": 1.0})
    assert_close(student.dropout_forward(np.ones(3), 0.5, generator(1), False), (np.ones(3), np.ones(3)))


@task("dropout_grad")
def test_the_second_unit_was_kept(student):
    """The first unit was dropped, the second multiplied by 2."""
    found = student.dropout_backward(np.array([5.0, 7.0]), np.array([0.0, 2.0]))
    assert_close(found, np.array([0.0, 14.0]))


@task("noise")
def test_no_noise_in_evaluation(student, rng):
    """In evaluation nothing is added. In training about 68 % of the noise is within one sigma."""
    x = np.array([1.0, -2.0])
    assert_close(student.gaussian_noise(x, 0.5, generator(1), False), x)
    noise = student.repeat("gaussian_noise", np.zeros((10, 10)), 3.0, rng, times=20)
    near = int((np.abs(noise) < 3.0).sum())
    assert_rate(near, noise.size, 0.6827, wrong={"sigma as variance": 0.9167, "no noise": 1.0})
