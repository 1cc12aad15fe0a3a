"""Words that are left out."""

from __future__ import annotations

import math

import numpy as np
from support import text

from grader.testing import assert_close, assert_rate, generator, task


def kept(student, rng, n, p, times):
    """Which words are left in many calls: an array of shape (times, n)."""
    words = text(n)
    found = student.repeat("random_delete", words, p, rng, times=times)
    assert_close(
        [[word for word in words if word in set(one)] for one in found],
        [list(one) for one in found],
        what="Words that are left must be in the order of the text; yours are not.",
    )
    return np.array([[word in one for word in words] for one in found])


def rate(p, n):
    """How often a word is left, with the rule that one word always is."""
    return 1 - p + p**n / n


@task("delete", points=3, hint="Each word is deleted with probability p.")
def test_some_words_are_deleted(student, rng):
    """Each word is deleted with probability p."""
    left = kept(student, rng, 12, 0.3, 150)
    assert_rate(int(left.sum()), left.size, rate(0.3, 12), wrong={"p is kept": 0.3, "all are kept": 1.0})


@task("delete", points=2, weak=True, hint="Is p the probability to delete or to keep?")
def test_most_words_are_deleted(student, rng):
    """Most words may be deleted."""
    left = kept(student, rng, 20, 0.75, 150)
    assert_rate(int(left.sum()), left.size, rate(0.75, 20), wrong={"p is kept": 0.75, "all are kept": 1.0})


@task("delete", points=2, weak=True, hint="Few words are deleted if p is small.")
def test_few_words_are_deleted(student, rng):
    """Few words may be deleted."""
    left = kept(student, rng, 31, 0.1, 100)
    assert_rate(int(left.sum()), left.size, rate(0.1, 31), wrong={"p is kept": 0.1, "all are kept": 1.0})


def judge_number(student, rng, n, p):
    """The most frequent number of words is left as often as the binomial law says."""
    left = kept(student, rng, n, p, 400).sum(axis=1)
    number = round((1 - p) * n)
    share = math.comb(n, number) * (1 - p) ** number * p ** (n - number)
    wrong = {"always the same number": 1.0, "all or none": 0.0}
    assert_rate(int((left == number).sum()), 400, share, f"texts with {number} words left", wrong=wrong)


@task("delete", points=2, hint="Draw one number for each word. How many are deleted is not fixed.")
def test_the_number_of_words_varies(student, rng):
    """Words are deleted independently, so that the number of words that are left varies."""
    judge_number(student, rng, 6, 0.4)


@task("delete", points=1, weak=True, hint="Decide for each word by itself.")
def test_the_number_of_words_in_a_longer_text(student, rng):
    """In a longer text the number varies as well."""
    judge_number(student, rng, 11, 0.65)


@task("delete", points=1, weak=True, hint="Draw one number for each word.")
def test_the_number_of_words_of_a_short_text(student, rng):
    """In a short text the number varies as well."""
    judge_number(student, rng, 4, 0.5)


@task("delete", points=1, weak=True, hint="Deleting a fixed share of the words is another rule.")
def test_the_number_of_words_if_few_are_deleted(student, rng):
    """The number varies if few words are deleted, too."""
    judge_number(student, rng, 15, 0.25)


def judge_last(compare, rng, n):
    """With p = 1 one word is left, each equally often."""
    found = compare.repeat("random_delete", text(n), 1.0, rng, times=300)
    left = np.array([[word in one for word in text(n)] for one in found])
    for word in 0, n - 1:
        wrong = {"always this one": 1.0, "never this one": 0.0}
        assert_rate(int(left[:, word].sum()), 300, 1 / n, f"texts with word {word + 1} left", wrong=wrong)
    assert_rate(int((left.sum(axis=1) == 1).sum()), 300, 1.0, wrong={"none is left": 0.0})


@task("delete", points=2, hint="If no word is left, keep one that is drawn by chance.")
def test_one_word_is_always_left(compare, rng):
    """With p = 1 one word is left, and each word is equally likely."""
    judge_last(compare, rng, 4)


@task("delete", points=1, weak=True, hint="Each word may be the one that stays.")
def test_the_word_that_is_left_of_many(compare, rng):
    """Of a longer text, too, each word may be the one that stays."""
    judge_last(compare, rng, 9)


@task("delete", points=1, weak=True, hint="Draw the word that stays from all words.")
def test_the_word_that_is_left_of_few(compare, rng):
    """Of two or three words each may be the one that stays."""
    judge_last(compare, rng, 3)


@task("delete", points=1, weak=True, hint="The first word has no precedence.")
def test_the_word_that_is_left_of_six(compare, rng):
    """Of six words each may be the one that stays."""
    judge_last(compare, rng, 6)


@task("delete", points=1, hint="The rule for the last word holds for every p.")
def test_short_texts(student, rng):
    """In a short text all words are often deleted: one of them stays."""
    left = kept(student, rng, 2, 0.9, 300)
    assert_rate(int(left.any(axis=1).sum()), 300, 1.0, wrong={"none is left": 0.19})
    assert_rate(int(left[:, 0].sum()), 300, rate(0.9, 2), wrong={"always the first": 0.91})


def judge_single(student, rng, n, p):
    """One word is left if one word or none was to stay."""
    number = kept(student, rng, n, p, 1300).sum(axis=1)
    single, none = n * (1 - p) * p ** (n - 1), p**n
    wrong = {"all draws are repeated": single / (1 - none), "none is left": single}
    assert_rate(int((number == 1).sum()), 1300, single + none, "texts with one word left", wrong=wrong)


@task("delete", points=1, weak=True, hint="If all words were deleted, one stays. Do not draw again.")
def test_one_word_stays_of_a_short_text(student, rng):
    """If all words of a short text were deleted, exactly one stays."""
    judge_single(student, rng, 4, 0.95)


@task("delete", points=1, weak=True, hint="More than one word stays only if more than one was to stay.")
def test_one_word_stays_of_a_longer_text(student, rng):
    """The same holds for a longer text of which nearly all words are deleted."""
    judge_single(student, rng, 7, 0.95)


@task("delete", weak=True, hint="p = 0 deletes nothing.")
def test_nothing_to_delete(compare):
    """Nothing is deleted with p = 0, of a text of one word, and of an empty text."""
    for n in 1, 2, 40:
        compare.random_delete(text(n), 0.0, generator(1))
        compare.random_delete(text(n), 0, generator(2))
    for p in 0.3, 0.99, 1, 1.0:
        compare.random_delete(["only"], p, generator(3))
        compare.random_delete([], p, generator(4))


@task("delete", points=1, weak=True, hint="Words that are equal are different places of the text.")
def test_words_that_come_again(student, rng):
    """Equal words are deleted at each place by itself."""
    for n, p in (20, 0.4), (30, 0.7):
        found = student.repeat("random_delete", ["a"] * n, p, rng, times=100)
        number = sum(len(one) for one in found)
        assert_rate(number, 100 * n, 1 - p, wrong={"all at once": (1 - p) / 2, "once each": 1 / n})


@task("delete", weak=True, hint="Draw from rng, and from nothing else.")
def test_the_same_generator_gives_the_same_words(compare, student, rng):
    """Two generators in the same state leave the same words."""
    for n in 40, 60:
        compare.random_delete(text(n), 0, generator(5))
        seed = int(rng.integers(2**32))
        assert_close(
            student.random_delete(text(n), 0.5, generator(seed)),
            student.random_delete(text(n), 0.5, generator(seed)),
            what="Two generators in the same state must leave the same words; yours do not.",
        )


@task("delete", weak=True, hint="Check p first.")
def test_p_that_is_no_probability_is_refused(compare):
    """ValueError is raised if p is negative, above 1, or NaN, also for an empty text."""
    for p in -0.1, 1.5, -1e-9, 1.000001, float("nan"):
        compare.raises("ValueError", "random_delete", text(3), p, generator(1))
        compare.raises("ValueError", "random_delete", [], p, generator(1))
