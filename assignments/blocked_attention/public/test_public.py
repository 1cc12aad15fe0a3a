"""Public tests. All numbers are worked by hand; README.md has the same example in a table."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task


def sequence():
    """One query, three keys with scores log 1, log 3, log 4, and values of size 2."""
    k = np.log(np.array([[[1.0], [3.0], [4.0]]]))
    return np.ones((1, 1, 1)), k, np.array([[[8.0, 0.0], [0.0, 8.0], [16.0, 8.0]]])


@task("attention")
def test_one_query_of_the_worked_example(student):
    """The weights are 1/8, 3/8, 4/8. The mean of the values is (1 + 0 + 8, 0 + 3 + 4)."""
    assert_close(student.blocked_attention(*sequence()), np.array([[[9.0, 7.0]]]))


@task("attention")
def test_no_block_changes_the_answer(student):
    """Blocks of one, two and three keys give the same. With two, the last block has one key."""
    for block in 1, 2, 3:
        assert_close(student.blocked_attention(*sequence(), block=block), np.array([[[9.0, 7.0]]]))


@task("attention")
def test_scores_are_divided_by_the_root_of_the_size(student):
    """With d = 4, the score 2 log 3 becomes log 3: the weights are 1/4 and 3/4."""
    q, k = np.array([[[1.0, 0.0, 0.0, 0.0]]]), np.zeros((1, 2, 4))
    k[0, 1, 0] = 2 * np.log(3.0)
    assert_close(student.blocked_attention(q, k, np.array([[[4.0], [8.0]]])), np.array([[[7.0]]]))


@task("attention", weak=True)
def test_a_block_of_nothing_is_refused(student):
    """A block has at least one key, so 0 is an error: ValueError."""
    assert_raises("ValueError", student.blocked_attention, *sequence(), block=0)
