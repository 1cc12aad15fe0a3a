"""Public tests. All numbers are worked by hand; README.md has the same example.

The network: X = [[1, 2], [2, -1]], W1 = [[1, 1], [1, -1]], b1 = 0, W2 = [[1, 4], [1, 3]], b2 = (5, -4).
It gives z1 = [[3, -1], [1, 3]], h1 = [[3, 0], [1, 3]] and the logits [[8, 8], [9, 9]].
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from grader.testing import Trained, assert_close, assert_raises, callback, generator, task

IRIS = Path(__file__).with_name("iris.csv")


def network():
    first = np.array([[1.0, 1.0], [1.0, -1.0]]), np.array([0.0, 0.0])
    second = np.array([[1.0, 4.0], [1.0, 3.0]]), np.array([5.0, -4.0])
    return [first, second]


def samples():
    return np.array([[1.0, 2.0], [2.0, -1.0]]), np.array([0, 1])


@task("mlp_forward")
def test_logits_of_the_example(student):
    """h1 = [[3, 0], [1, 3]]: 3 + 5, 12 - 4 and 1 + 3 + 5, 4 + 9 - 4."""
    assert_close(student.mlp_forward(network(), samples()[0]), np.array([[8.0, 8.0], [9.0, 9.0]]))


@task("mlp_backward")
def test_gradients_of_the_example(student):
    """From the end: [[-1, 1], [1, -1]] / 4, then through W2, then through ReLU."""
    first, second = student.mlp_backward(network(), *samples())
    assert_close(second[0], np.array([[-0.5, 0.5], [0.75, -0.75]]), what="dW2")
    assert_close(second[1], np.array([0.0, 0.0]), what="db2")
    assert_close(first[0], np.array([[-0.75, -1.0], [2.25, 0.5]]), what="dW1")
    assert_close(first[1], np.array([0.0, -0.5]), what="db1")


@task("gradient_check")
def test_cube_with_a_step_of_one(student):
    """The central difference is (27 - 1) / 2 = 13, the gradient given is 12: 1 / (12 + 13) = 0.04."""
    x = np.array([2.0])
    cube = callback(lambda x: float(x[0] ** 3), like=(x,))
    assert_close(student.gradient_check(cube, x, np.array([12.0]), 1.0), 0.04)


@task("gradient_check")
def test_right_and_wrong_gradients_of_a_square(student):
    """The gradient of the sum of squares is 2x. For x, the result is |x| / (3 |x|) = 1/3."""
    x = np.array([[1.0, -2.0], [0.5, 3.0]])
    square = callback(lambda x: float(np.sum(x**2)), like=(x,))
    assert_close(student.gradient_check(square, x, 2 * x), 0.0, atol=1e-7)
    assert_close(student.gradient_check(square, x, x), 1 / 3, atol=1e-7)


@task("interpolant")
def test_three_points(student):
    """The slopes are 2 and -1/2, so the second unit changes the slope by -2.5."""
    first, second = student.relu_interpolant(np.array([0.0, 1.0, 3.0]), np.array([1.0, 3.0, 2.0]))
    assert_close(first, (np.array([[1.0, 1.0]]), np.array([0.0, -1.0])), what="first layer")
    assert_close(second, (np.array([[2.0], [-2.5]]), np.array([1.0])), what="second layer")


@task("interpolant", weak=True)
def test_two_points_above_each_other(student):
    """No function has two values at one x: ValueError."""
    assert_raises("ValueError", student.relu_interpolant, np.array([1.0, 1.0]), np.array([0.0, 2.0]))


@task("train")
def test_one_step_from_zero(student):
    """Both probabilities are 1/2. The weights of class 0 grow and those of class 1 fall, in proportion to the
    inputs 1 and 2.
    """
    start = [(np.zeros((2, 2)), np.zeros(2))]
    trained = student.train_mlp(np.array([[1.0, 2.0]]), np.array([0]), start, 1.0, 1, 1, generator(1))
    assert_close(trained[0][0], np.array([[0.5, -0.5], [1.0, -1.0]]), what="W")
    assert_close(trained[0][1], np.array([0.5, -0.5]), what="b")


@task("train")
def test_order_of_the_samples(student):
    """One epoch over four samples, one by one, in the order of rng.permutation(4)."""
    X, y = np.array([[1.0, 0.0], [0.0, 1.0], [2.0, 1.0], [1.0, 3.0]]), np.array([0, 1, 1, 0])
    W, b = np.zeros((2, 2)), np.zeros(2)
    trained = student.train_mlp(X, y, [(W, b)], 1.0, 1, 1, generator(4))
    for i in np.random.default_rng(4).permutation(4):  # the same seed, so the same order
        scores = np.exp(X[i] @ W + b)
        delta = scores / scores.sum() - np.eye(2)[y[i]]
        W, b = W - np.outer(X[i], delta), b - delta
    assert_close(trained[0][0], W, what="W")
    assert_close(trained[0][1], b, what="b")


@task("train")
def test_learns_exclusive_or(student):
    """After 200 epochs, each corner of the square gets its own class."""
    X, y = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])
    draws = np.random.default_rng(5)
    start = [(draws.normal(size=(2, 32)), np.zeros(32)), (draws.normal(size=(32, 2)) / 4, np.zeros(2))]
    (W1, b1), (W2, b2) = student.train_mlp(X, y, start, 0.5, 200, 2, generator(3))
    scores = np.maximum(X @ W1 + b1, 0) @ W2 + b2
    assert_close(scores.argmax(axis=1), y, what="predicted classes")


@task("train")
def test_learns_iris(training, student):
    """After training on 100 flowers, the network names the species of most of the other 50."""

    def train(rng):
        flowers = rng.permutation(np.loadtxt(IRIS, delimiter=",", skiprows=1))
        X, y = flowers[:, :4] - flowers[:, :4].mean(axis=0), flowers[:, 4].astype(int)
        by_class = np.argsort(y[:100], kind="stable")
        params = [
            (rng.normal(size=(4, 12)) / 2, np.zeros(12)),
            (rng.normal(size=(12, 3)) / 3, np.zeros(3)),
        ]
        losses = [cross_entropy(y[:100], logits(params, X[:100]))]
        for _ in range(10):
            seed = generator(int(rng.integers(2**63)))
            params = student.train_mlp(X[by_class], y[by_class], params, 0.1, 1, 10, seed)
            losses.append(cross_entropy(y[:100], logits(params, X[:100])))
        return Trained(score=np.mean(logits(params, X[100:]).argmax(axis=1) == y[100:]), losses=losses)

    training.reaches(
        "iris",
        train,
        measure="share of held-out flowers with the right species",
        wrong=("train__uphill",),
    )


def logits(params, X):
    (W1, b1), (W2, b2) = params
    return np.maximum(X @ W1 + b1, 0) @ W2 + b2


def cross_entropy(labels, scores):
    with np.errstate(invalid="ignore"):  # the loss of a wrong network may be NaN
        return float(np.mean(np.logaddexp.reduce(scores, axis=1) - scores[np.arange(len(labels)), labels]))
