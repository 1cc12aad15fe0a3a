"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_rate, task


@task("mask")
def test_a_text_of_twenty_words(student, rng):
    """Tokens 0 to 3 are special. 15 % of the words have a label; the first and the last token never have one."""
    ids = np.array([[1, *range(4, 24), 2]])
    inputs, labels = student.repeat("mask_tokens", ids, 30, 3, [0, 1, 2], rng, times=900)
    chosen = labels != -100
    assert_rate(int(chosen[..., 1:-1].sum()), 18000, 0.15, wrong={"all words": 1.0, "80 % of 15 %": 0.12})
    assert_rate(int((~chosen[..., [0, -1]]).sum()), 1800, 1.0, wrong={"special tokens too": 0.85})
    hidden = int((inputs == 3).sum())
    assert_rate(hidden, 18000, 0.12, wrong={"always the mask": 0.15, "none": 0.0})


@task("loss")
def test_one_of_two_places(student):
    """At the first place the right token has the probability 3/4. The second place does not count."""
    z = np.log([[[1.0, 3.0], [9.0, 1.0]]])
    assert_close(student.mlm_loss(z, np.array([[1, -100]])), 0.28768207245178085)
    assert_close(student.mlm_loss(z, np.array([[-100, -100]])), 0.0)


@task("accuracy")
def test_one_of_two_is_found(student):
    """The first word is found, the second is not."""
    z = np.log([[[1.0, 3.0], [9.0, 1.0]]])
    assert_close(student.masked_accuracy(z, np.array([[1, 1]])), 0.5)
    assert_close(student.masked_accuracy(z, np.array([[1, -100]])), 1.0)


@task("fill")
def test_one_mask(student):
    """Tokens 0 and 1 are special. Of the words 2 and 3, word 3 has the higher score at the mask."""
    z = np.array([[[9.0, 9.0, 1.0, 5.0], [9.0, 9.0, 4.0, 3.0]]])
    assert_close(student.fill_blank(np.array([[1, 2]]), z, 1, [0]), np.array([[3, 2]]))
