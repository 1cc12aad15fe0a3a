"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task

E = np.array([[1.0, 2.0], [3.0, 4.0]])


@task("one_hot")
def test_the_second_row(student):
    """The one-hot row (0, 1) picks the second row of the table."""
    assert_close(student.embed_one_hot(np.array([[0.0, 1.0]]), E), np.array([[3.0, 4.0]]))


@task("lookup")
def test_three_words(student):
    """The words 1, 0 and 1 are the second, the first and the second row."""
    assert_close(student.embed_lookup(np.array([1, 0, 1]), E), np.array([[3.0, 4.0], [1.0, 2.0], [3.0, 4.0]]))
    assert_raises("ValueError", student.embed_lookup, np.array([0, -1]), E)


@task("gradient")
def test_a_word_that_comes_twice(student):
    """Word 0 comes twice: 1 + 4. Word 1 does not come."""
    found = student.embedding_gradient(np.array([[1.0], [2.0], [4.0]]), np.array([0, 2, 0]), 3)
    assert_close(found, np.array([[5.0], [0.0], [2.0]]))


@task("predict")
def test_two_words(student):
    """The mean of 0 and 2 is 1. The scores 0 and log 3 give the probabilities 1/4 and 3/4."""
    small, W = np.array([[0.0], [2.0]]), np.array([[0.0, np.log(3.0)]])
    assert_close(student.predict_next(np.array([[0, 1]]), small, W, np.zeros(2)), np.array([[0.25, 0.75]]))
    W = np.array([[9.0, 9.0], [0.0, np.log(3.0) / 2]])
    found = student.predict_next(np.array([[0, 1]]), small, W, np.zeros(2), "concat")
    assert_close(found, np.array([[0.25, 0.75]]))


@task("train")
def test_one_step(student):
    """The gradient of the scores is (1/4, -1/4). Each word gets half of -log(3) / 4."""
    small, W = np.array([[0.0], [2.0]]), np.array([[0.0, np.log(3.0)]])
    loss, *after = student.train_step(np.array([[0, 1]]), np.array([1]), small, W, np.zeros(2), 1.0)
    assert_close(loss, np.log(4 / 3))
    step = np.log(3) / 8
    assert_close(after[0], np.array([[step], [2 + step]]))
    assert_close(after[1], np.array([[-0.25, np.log(3) + 0.25]]))
    assert_close(after[2], np.array([-0.25, 0.25]))


@task("nearest")
def test_a_diagonal_and_an_axis(student):
    """The diagonal has the cosine 0.71 with the first word, the other axis 0."""
    found = student.nearest(0, np.array([[1.0, 0.0], [0.0, 3.0], [5.0, 5.0]]), 2)
    assert_close(found, np.array([2, 1]))
