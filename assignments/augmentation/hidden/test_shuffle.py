"""Sentences in another order."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, assert_distribution, evenly, generator, permutations, task


def orders(compare, rng, sentences, text, times):
    """The orders of the sentences in many calls, as rows of numbers."""
    found = compare.repeat("shuffle_sentences", text, rng, times=times)
    numbers = np.full((times, len(sentences)), -1)
    for row, one in zip(numbers, found, strict=True):
        starts = [one.find(sentence) for sentence in sentences]
        whole = min(starts) >= 0 and len(one) == sum(map(len, sentences)) + len(sentences) - 1
        if whole:
            row[:] = np.argsort(starts)
    n = len(sentences)
    wrong = {"not shuffled": evenly([tuple(range(n))]), "reversed": evenly([tuple(reversed(range(n)))])}
    if n > 2:
        wrong["turned around"] = evenly([tuple(np.roll(range(n), k)) for k in range(n)])
    assert_distribution(numbers, permutations(n), "orders of the sentences", wrong=wrong)


@task("shuffle", points=3, hint="Split the text into sentences, shuffle them, and join them with one space.")
def test_three_sentences(compare, rng):
    """All orders of three sentences are equally likely."""
    sentences = ["One is here.", "Two comes then.", "Three!"]
    orders(compare, rng, sentences, " ".join(sentences), 600)


@task("shuffle", points=2, hint="A sentence ends with a full stop, an exclamation mark or a question mark.")
def test_three_kinds_of_ends(compare, rng):
    """Sentences may end with a full stop, an exclamation mark or a question mark."""
    sentences = ["Stop!", "Who is there?", "It is me.", "Good."]
    orders(compare, rng, sentences, " ".join(sentences), 900)


@task("shuffle", points=2, hint="A full stop inside a word ends nothing.")
def test_marks_inside_a_sentence(compare, rng):
    """A mark that no white space follows does not end a sentence. The marks stay with their sentence."""
    sentences = ["Pi is 3.14 or so.", "Really?!", "See example.org/a?b now."]
    orders(compare, rng, sentences, " ".join(sentences), 600)


@task("shuffle", points=1, hint="A question is a sentence of its own.")
def test_a_question_and_its_answer(compare, rng):
    """Two sentences have two orders. The first one is a question."""
    sentences = ["Why?", "It rains."]
    orders(compare, rng, sentences, " ".join(sentences), 300)


@task("shuffle", points=1, hint="An exclamation is a sentence of its own.")
def test_exclamations(compare, rng):
    """All sentences may be exclamations or questions."""
    sentences = ["Stop that!", "Who?", "Me!", "Now?"]
    orders(compare, rng, sentences, " ".join(sentences), 900)


@task("shuffle", points=1, hint="The last sentence may have no mark.")
def test_the_last_sentence_without_a_mark(compare, rng):
    """The last sentence may lack its mark."""
    sentences = ["First.", "Second?", "and so on"]
    orders(compare, rng, sentences, " ".join(sentences), 600)


@task("shuffle", points=1, hint="Split at white space of any kind and length.")
def test_white_space_between_sentences(compare, rng):
    """Any white space may be between sentences, and around the text. Afterwards it is one space."""
    sentences = ["Here  are two spaces.", "Next line.", "End!"]
    orders(compare, rng, sentences, "\n Here  are two spaces.  Next line.\n\tEnd! ", 600)


@task("shuffle", weak=True, hint="One sentence stays as it is.")
def test_nothing_to_shuffle(compare):
    """One sentence and an empty text stay as they are."""
    for text in "One sentence only.", "no mark", "", "3.14", "  Spaces around. ", "?":
        compare.shuffle_sentences(text, generator(1))
        compare.shuffle_sentences(text, generator(2))


@task("shuffle", weak=True, hint="Draw from rng, and from nothing else.")
def test_the_same_generator_gives_the_same_order(compare, student, rng):
    """Two generators in the same state give the same order."""
    for n in 30, 40:
        text = " ".join(f"Sentence {k}." for k in range(n))
        compare.repeat("shuffle_sentences", text, rng, times=2)
        seed = int(rng.integers(2**32))
        assert_close(
            student.shuffle_sentences(text, generator(seed)),
            student.shuffle_sentences(text, generator(seed)),
            what="Two generators in the same state must give the same order; yours do not.",
        )
