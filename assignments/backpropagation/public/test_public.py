"""Public tests. All numbers are worked by hand; README.md has most of them."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task


@task("affine_forward")
def test_two_samples(student):
    """The products are 1 + 2, 1 - 2 and 2 - 1, 2 + 1. Then the biases 0 and 10 are added."""
    x, W = np.array([[1.0, 2.0], [2.0, -1.0]]), np.array([[1.0, 1.0], [1.0, -1.0]])
    z = student.affine_forward(x, W, np.array([0.0, 10.0]))
    assert_close(z, np.array([[3.0, 9.0], [1.0, 13.0]]))


@task("affine_backward")
def test_gradients_of_a_layer(student):
    """dx has rows g1, g2, g1 + g2 of its sample. dW sums x times g over the samples. db is 1 + 10, 2 + 20."""
    dout = np.array([[1.0, 2.0], [10.0, 20.0]])
    x = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]])
    dx, dW, db = student.affine_backward(dout, x, np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]))
    assert_close(dx, np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]]))
    assert_close(dW, np.array([[1.0, 2.0], [10.0, 20.0], [12.0, 24.0]]))
    assert_close(db, np.array([11.0, 22.0]))


@task("relu_forward")
def test_rectifier(student):
    """Positive numbers stay, the others become 0."""
    assert_close(
        student.relu_forward(np.array([[3.0, -1.0], [1.0, 3.0]])), np.array([[3.0, 0.0], [1.0, 3.0]])
    )


@task("relu_backward")
def test_gradient_of_the_rectifier(student):
    """Where x is positive, the upstream gradient passes, whatever its sign is. Elsewhere the result is 0."""
    result = student.relu_backward(np.array([5.0, -7.0, 9.0]), np.array([2.0, 0.1, -3.0]))
    assert_close(result, np.array([5.0, -7.0, 0.0]))


@task("sigmoid_backward")
def test_gradient_of_the_sigmoid(student):
    """The sigmoid is 1/2 at 0 and 3/4 at ln 3: 8 * 1/4 = 2 and 16 * 3/16 = 3. Far from 0 the slope is 0."""
    result = student.sigmoid_backward(np.array([8.0, 16.0, 1.0]), np.array([0.0, np.log(3.0), -1000.0]))
    assert_close(result, np.array([2.0, 3.0, 0.0]))


@task("cross_entropy")
def test_loss_of_undecided_and_of_decided_logits(student):
    """(8, 8) gives 1/2, 1/2 and (0, ln 3) gives 1/4, 3/4: the loss is (ln 2 + ln 4/3) / 2."""
    logits = np.array([[8.0, 8.0], [0.0, np.log(3.0)]])
    loss, gradient = student.softmax_cross_entropy(np.array([0, 1]), logits)
    assert_close(loss, 0.4904146265)
    assert_close(gradient, np.array([[-0.25, 0.25], [0.125, -0.125]]))


@task("cross_entropy")
def test_loss_of_a_confident_mistake(student):
    """The logits (1000, 0) with label 1: the loss is 1000, the gradient (1, -1)."""
    loss, gradient = student.softmax_cross_entropy(np.array([1]), np.array([[1000.0, 0.0]]))
    assert_close(loss, 1000.0)
    assert_close(gradient, np.array([[1.0, -1.0]]))


@task("cross_entropy", weak=True)
def test_a_label_that_is_no_class(student):
    """Labels below 0 and above K - 1 are an error: ValueError."""
    for label in -1, 2:
        assert_raises("ValueError", student.softmax_cross_entropy, np.array([0, label]), np.zeros((2, 2)))
