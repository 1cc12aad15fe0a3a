"""Public tests. All numbers are worked by hand; README.md has the same examples in tables.

The inputs are chosen so that tanh is a fraction: tanh(ln 2) = 3/5 and tanh(ln 3) = 4/5.
"""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_raises, task

LN2, LN3 = 0.6931471805599453, 1.0986122886681098


def chain(probs):
    """A decoder that looks at the last word only: the row of this word has the probabilities of the next."""
    v = len(probs)
    return np.eye(v), 100.0 * np.eye(v), np.zeros((v, v)), np.zeros(v), np.log(probs), np.zeros(v)


def example():
    """The decoder of the statement. Only the rows of BOS, 3 and 4 are needed."""
    equal = [1.0, 1, 1, 1, 1]
    return chain(np.array([equal, [1, 1, 1, 12, 9], equal, [1, 1, 8, 5, 5], [1, 1, 16, 1, 1]]))


@task("encode")
def test_context_of_the_example(student):
    """Word 3 gives tanh(ln 2) = 3/5. Then word 4 gives tanh(ln 3 - 0.3 + 0.5 * 0.6) = 4/5. PAD changes nothing."""
    E = np.array([[9.0], [0.0], [0.0], [LN2], [LN3 - 0.3]])
    encoder = E, np.array([[1.0]]), np.array([[0.5]]), np.array([0.0])
    context = student.encode(np.array([[3, 4, 0], [3, 0, 0], [0, 0, 0]]), encoder)
    assert_close(context, np.array([[0.8], [0.6], [0.0]]))


@task("step")
def test_step_of_the_example(student):
    """The new state is tanh(ln 2 - 0.1 + 0.5 * 0.2) = 3/5. The scores are 0, 0, 0, ln 5: probabilities 1/8 and 5/8."""
    E = np.array([[0.0], [LN2 - 0.1], [0.0], [0.0]])
    Wo = np.array([[0.0, 0.0, 0.0, np.log(5) / 0.6]])
    decoder = E, np.array([[1.0]]), np.array([[0.5]]), np.array([0.0]), Wo, np.zeros(4)
    log_probs, h = student.decode_step(np.array([1]), np.array([[0.2]]), decoder)
    assert_close(log_probs, np.log([[1 / 8, 1 / 8, 1 / 8, 5 / 8]]))
    assert_close(h, np.array([[0.6]]))


@task("greedy")
def test_greedy_sentence_of_the_example(student):
    """After BOS, word 3 has 1/2. After word 3, EOS has 2/5. PAD stands behind EOS."""
    tokens, log_prob = student.greedy_decode(np.zeros((2, 5)), example(), 4)
    assert_close(tokens, np.array([[3, 2, 0, 0], [3, 2, 0, 0]]))
    assert_close(log_prob, np.log([0.2, 0.2]))


@task("greedy")
def test_the_limit_cuts_a_sentence(student):
    """One word only: there is no place for EOS."""
    tokens, log_prob = student.greedy_decode(np.zeros((1, 5)), example(), 1)
    assert_close(tokens, np.array([[3]]))
    assert_close(log_prob, np.log([0.5]))


@task("beam")
def test_beam_of_the_example(student):
    """4, EOS has 3/8 * 4/5 = 0.3, and 3, EOS has 1/2 * 2/5 = 0.2. All longer sentences have less."""
    tokens, scores = student.beam_search(np.zeros(5), example(), 2, 4)
    assert_close(tokens, np.array([[4, 2, 0, 0], [3, 2, 0, 0]]))
    assert_close(scores, np.log([0.3, 0.2]))


@task("beam")
def test_one_step_of_the_example(student):
    """After one step the beam has the words 3 and 4, with 1/2 and 3/8."""
    tokens, scores = student.beam_search(np.zeros(5), example(), 2, 1)
    assert_close(tokens, np.array([[3], [4]]))
    assert_close(scores, np.log([1 / 2, 3 / 8]))


@task("beam", weak=True)
def test_a_beam_needs_a_width(student):
    """A width of 0 is a ValueError."""
    assert_raises("ValueError", student.beam_search, np.zeros(5), example(), 0, 4)


@task("parallel")
def test_parallel_sentence_of_the_example(student):
    """The places have word 3 with 3/5, word 3 again with 1/2, EOS with 3/5. Behind EOS stands PAD."""
    rows = np.array([[1.0, 1, 1, 6, 1], [1, 1, 2, 5, 1], [1, 1, 6, 1, 1], [1, 1, 1, 1, 6]])
    places = np.eye(4), 100.0 * np.eye(4), np.zeros((4, 4)), np.zeros(4), np.log(rows), np.zeros(5)
    tokens, log_prob = student.parallel_decode(np.zeros((1, 4)), places)
    assert_close(tokens, np.array([[3, 3, 2, 0]]))
    assert_close(log_prob, np.log([0.18]))


@task("loss")
def test_loss_of_the_example(student):
    """3, EOS loses ln 2 and ln(5/2). 4, 3, EOS loses ln(8/3), ln 20 and ln(5/2). The mean is over five words."""
    targets = np.array([[3, 2, 0, 0], [4, 3, 2, 0]])
    loss = student.teacher_forcing_loss(targets, np.zeros((2, 5)), example())
    assert_close(loss, np.log(2 * 5 / 2 * 8 / 3 * 20 * 5 / 2) / 5)


@task("loss")
def test_loss_of_one_word(student):
    """EOS after BOS has the probability 1/24."""
    assert_close(student.teacher_forcing_loss(np.array([[2]]), np.zeros((1, 5)), example()), np.log(24.0))
