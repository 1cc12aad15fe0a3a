"""Words and their synonyms."""

from __future__ import annotations

import numpy as np
from support import text

from grader.testing import Discrete, assert_close, assert_distribution, generator, task


def draw(compare, rng, n, own, p, times):
    """The numbers of the chosen synonyms in many calls, -1 where the word stays."""
    words = text(n)
    synonyms = {words[k]: [f"{words[k]}s{j}" for j in range(own)] for k in range(0, n, 2)}
    found = compare.repeat("synonym_replace", words, synonyms, p, rng, times=times)
    places = {word: {word: -1} | {s: j for j, s in enumerate(synonyms.get(word, ()))} for word in words}
    return np.array(
        [[places[word].get(new, 99) for word, new in zip(words, one, strict=False)] for one in found]
    )


def judge(numbers, own, p):
    """The law of words with synonyms; words without any stay."""
    each = p / own
    law = Discrete({-1: 1 - p} | dict.fromkeys(range(own), each))
    wrong = {"always the first": Discrete({-1: 1 - p, 0: p})}
    if p != 0.5:
        wrong["p is kept"] = Discrete({-1: p} | dict.fromkeys(range(own), (1 - p) / own))
    if p < 1:
        wrong["all are replaced"] = Discrete(dict.fromkeys(range(own), 1 / own))
        wrong["the word is one of its synonyms"] = Discrete(
            {-1: 1 - p + p / (own + 1)} | dict.fromkeys(range(own), p / (own + 1))
        )
    assert_distribution(numbers[:, 0::2], law, "what words with synonyms became", wrong=wrong)
    assert_close(
        numbers[:, 1::2],
        np.full_like(numbers[:, 1::2], -1),
        what="A word without synonyms must stay; yours does not.",
    )


@task("synonym", points=3, hint="With probability p take one of the synonyms, each equally likely.")
def test_some_words_are_replaced(compare, rng):
    """A word is replaced with probability p. Each of its synonyms is equally likely."""
    judge(draw(compare, rng, 9, 3, 0.4, 200), 3, 0.4)


@task("synonym", points=2, hint="p is the probability to replace.")
def test_most_words_are_replaced(compare, rng):
    """Most words may be replaced."""
    judge(draw(compare, rng, 14, 2, 0.8, 200), 2, 0.8)


@task("synonym", points=2, hint="Draw for each word by itself.")
def test_few_words_are_replaced(compare, rng):
    """Few words may be replaced, in a longer text."""
    judge(draw(compare, rng, 21, 4, 0.15, 250), 4, 0.15)


@task("synonym", points=1, hint="With p = 1 all words that have synonyms are replaced.")
def test_p_is_1(compare, rng):
    """With p = 1 each word that has synonyms is replaced."""
    judge(draw(compare, rng, 6, 3, 1.0, 150), 3, 1.0)
    judge(draw(compare, rng, 5, 2, 1, 150), 2, 1)


@task("synonym", points=1, hint="A word that comes twice has two draws.")
def test_a_word_that_comes_again(compare, rng):
    """A word that comes several times is replaced at each place by itself."""
    for n in 6, 7:
        found = compare.repeat("synonym_replace", ["a"] * n, {"a": ["b", "c"]}, 0.6, rng, times=200)
        numbers = np.array([[{"a": -1, "b": 0, "c": 1}.get(word, 99) for word in one] for one in found])
        same = {(k, k): share for k, share in ((-1, 0.4), (0, 0.3), (1, 0.3))}
        pairs = {(i, j): law_i * law_j for i, law_i in _items() for j, law_j in _items()}
        assert_distribution(numbers[:, :2], Discrete(pairs), wrong={"the same at all places": Discrete(same)})


def _items():
    return (-1, 0.4), (0, 0.3), (1, 0.3)


@task("synonym", weak=True, hint="p = 0 and words without synonyms change nothing.")
def test_nothing_to_replace(compare):
    """Nothing changes with p = 0, without synonyms, and in an empty text."""
    for n in 1, 5:
        compare.synonym_replace(text(n), {"w0": ["x", "y"]}, 0.0, generator(1))
        compare.synonym_replace(text(n), {}, 1.0, generator(2))
        compare.synonym_replace(text(n), {"W0": ["x"], "w": ["y"]}, 1, generator(3))
    compare.synonym_replace([], {"a": ["b"]}, 0.5, generator(4))


@task("synonym", points=1, hint="Look up whole words as they are written.")
def test_one_synonym_each(compare):
    """With one synonym each and p = 1 there is nothing to draw. A synonym is not replaced again."""
    compare.synonym_replace(["a", "b", "a", "c"], {"a": ["b"], "b": ["c"]}, 1.0, generator(1))
    compare.synonym_replace(["big", "Big", "bigger"], {"big": ["large"]}, 1.0, generator(2))
    compare.synonym_replace(["x"] * 40, {"x": ["long word"]}, 1.0, generator(3))


@task("synonym", weak=True, hint="Draw from rng, and from nothing else.")
def test_the_same_generator_gives_the_same_words(compare, student, rng):
    """Two generators in the same state give the same words."""
    synonyms = {word: ["x", "y", "z"] for word in text(40)}
    for n in 30, 40:
        compare.repeat("synonym_replace", text(n), synonyms, 0.5, rng, times=2)
        seed = int(rng.integers(2**32))
        assert_close(
            student.synonym_replace(text(n), synonyms, 0.5, generator(seed)),
            student.synonym_replace(text(n), synonyms, 0.5, generator(seed)),
            what="Two generators in the same state must give the same words; yours do not.",
        )


@task("synonym", weak=True, hint="Check p first.")
def test_p_that_is_no_probability_is_refused(compare):
    """ValueError is raised if p is negative, above 1, or NaN."""
    for p in -0.1, 1.5, -1e-9, 1.000001, float("nan"):
        compare.raises("ValueError", "synonym_replace", text(3), {"w1": ["x"]}, p, generator(1))
