"""Strings, sets and generators cross as data."""

from grader.testing import task

WORDS = ["Deep", "learning", "is", "fun", "and", "Hard"]


@task("tokens")
def test_words_are_lower_case_and_in_order(compare, rng):
    """A sentence becomes the list of its words in lower case."""
    for n in 3, 6:
        compare.tokens("  ".join(rng.permutation(WORDS)[:n].tolist()))


@task("vocabulary")
def test_the_vocabulary_holds_every_word_once(compare, rng):
    """All words of all sentences, each once."""
    for n in 2, 4:
        compare.vocabulary([" ".join(rng.choice(WORDS, size=5).tolist()) for _ in range(n)])


@task("windows")
def test_every_window_is_yielded(compare, rng):
    """The windows of n words, from the first to the last."""
    for n in 2, 3:
        compare.windows(rng.permutation(WORDS).tolist(), n)
