"""Beam search: several beginnings at once, ranked by the sum of their log-probabilities."""

from __future__ import annotations

import numpy as np
from support import (
    BOS,
    COINCIDING,
    EOS,
    NARROW,
    chain,
    contexts,
    decoder,
    drawn_until,
    ends,
    integer_encoders,
    single,
    steady,
)

from grader.testing import assert_close, task

NEVER = -100.0


def case(rng, v, d, h, end=0.0):
    """The context of one sentence, and a decoder."""
    return contexts(rng, 1, h)[0], decoder(rng, v, d, h, end=end)


def with_ends(rng, reference, sizes, width, length, wanted):
    """A case in which the places of EOS in the last beam are as wanted."""
    return drawn_until(
        lambda h, weights: wanted(ends(reference.beam_search(h, weights, width, length)[0])),
        lambda: case(rng, *sizes, end=1.0),
    )


@task(
    "beam",
    points=3,
    hint="Rank all candidates of a step together. Each takes the state of its own beginning.",
)
def test_best_sentences(compare, rng):
    """The beam has the best of all candidates, best first, with their scores."""
    compare.beam_search(*case(rng, v=6, d=3, h=5, end=NEVER), 3, 5)
    compare.beam_search(*case(rng, v=8, d=4, h=6, end=NEVER), 4, 4)


@task("beam", points=3, hint="A good second word may follow on a first word that is not the best.")
def test_where_greedy_decoding_misses_the_best(compare, reference, rng):
    """The best sentence starts with a word that greedy decoding does not take."""
    for sizes, width, length in ((6, 3, 5), 3, 4), ((7, 2, 4), 4, 3):
        h, weights = drawn_until(
            lambda h, weights, n=length, w=width: (
                reference.beam_search(h, weights, w, n)[0][0, 0]
                != reference.greedy_decode(h[np.newaxis], weights, n)[0][0, 0]
            ),
            lambda s=sizes: case(rng, *s),
        )
        compare.beam_search(h, weights, width, length)


@task("beam", points=2, hint="In the first step there is one beginning: the empty one.")
def test_one_step(compare, rng):
    """After one step, the beam has the most likely first words."""
    compare.beam_search(*case(rng, v=7, d=3, h=4), 4, 1)
    compare.beam_search(*case(rng, v=5, d=2, h=6), 2, 1)


@task(
    "beam",
    points=3,
    hint="A sentence that has ended stays a candidate, with its score and without new words.",
)
def test_ended_sentences_stay(compare, reference, rng):
    """An ended sentence stays in the beam as long as it is good enough."""
    for sizes, width, length in ((6, 3, 5), 4, 5), ((5, 4, 6), 3, 6):
        arguments = with_ends(
            rng, reference, sizes, width, length, lambda e, n=length: (e < n - 2).any() and (e == n).any()
        )
        compare.beam_search(*arguments, width, length)


@task("beam", points=3, hint="Go on until all sentences of the beam have ended, or the limit is reached.")
def test_the_first_end_does_not_end_the_search(compare, reference, rng):
    """The search goes on after the best sentence has ended."""
    for sizes, width, length in ((6, 3, 5), 3, 6), ((7, 4, 5), 5, 4):
        arguments = with_ends(
            rng, reference, sizes, width, length, lambda e: e[0] < 2 and (e[1:] > e[0] + 1).any()
        )
        compare.beam_search(*arguments, width, length)


@task("beam", points=2, hint="An ended sentence can fall out of the beam again.")
def test_ended_sentences_can_be_overtaken(compare, rng):
    """An ended sentence leaves the beam if enough others are better."""
    for v, words in (6, (3, 4, 5)), (5, (3, 4)), (7, (3, 5, 6)):
        scores, words = np.full((v, v), -30.0) + rng.normal(size=(v, v)), list(words)
        scores[BOS, words] = rng.uniform(2.0, 2.3, size=len(words))
        scores[BOS, EOS] = 0.5  # in the first beam; all other beginnings have several likely ways on
        scores[np.ix_(words, words)] = rng.uniform(5.0, 5.4, size=(len(words), len(words)))
        h, weights = chain(scores)
        for length in 1, 2, 3:
            compare.beam_search(h, weights, len(words) + 1, length)
            compare.beam_search(h, weights, len(words), length)


@task("beam", points=2, hint="max_length counts all words, also EOS.")
def test_eos_is_the_last_word_allowed(compare, reference, rng):
    """EOS may stand at the last place. At the limit, sentences may be without EOS."""
    for sizes, width, length in ((5, 3, 4), 3, 4), ((6, 2, 5), 4, 3):
        h, weights = with_ends(
            rng, reference, sizes, width, length, lambda e, n=length: (e == n - 1).any() and (e == n).any()
        )
        for limit in length, length - 1, length + 1:
            compare.beam_search(h, weights, width, limit)


@task("beam", hint="If all sentences of the beam have ended, nothing changes any more.")
def test_all_sentences_end_early(compare, reference, rng):
    """The search may end before the limit. The array of tokens keeps its width."""
    for sizes, width, length in ((6, 3, 5), 3, 9), ((5, 2, 4), 2, 7):
        arguments = with_ends(rng, reference, sizes, width, length, lambda e, n=length: (e < n - 2).all())
        compare.beam_search(*arguments, width, length)
    compare.beam_search(*case(rng, v=5, d=3, h=4, end=60.0), 1, 3)


@task("beam", points=2, hint="With a width of 1 there is one candidate left in each step: the best.")
def test_width_one_is_greedy(compare, reference, rng):
    """With a width of 1, the sentence is that of greedy decoding."""
    for sizes, length in ((7, 3, 4), 6), ((5, 2, 6), 5):
        h, weights = case(rng, *sizes)
        tokens, scores = compare.beam_search(h, weights, 1, length)
        assert_close(
            (tokens, scores),
            reference.greedy_decode(h[np.newaxis], weights, length),
            what="A beam of width 1 must give the sentence of greedy decoding; yours does not.",
        )


@task("beam", points=2, hint="There are V first words at most. Return as many sentences as there are.")
def test_fewer_candidates_than_the_width(compare, rng):
    """If there are fewer candidates than the width, all of them stay."""
    for v, width, length in (4, 9, 1), (5, 12, 2), (3, 100, 3), (6, 7, 1):
        compare.beam_search(*case(rng, v=v, d=2, h=4), width, length)


@task("beam", points=2, hint="With a stable sort, equal scores keep the order of the candidates.")
def test_ties(compare, rng):
    """Of equal scores, the better place in the old beam comes first, then the lower id."""
    for v, words in (4, (0, 1, 2, 3)), (6, (3, 5)), (7, (2, 4, 6)), (5, (1, 3)):
        scores = np.full((v, v), -2000.0)
        scores[:, list(words)] = 0.0
        h, weights = chain(scores)
        for width, length in (1, 3), (2, 2), (3, 3), (5, 4):
            compare.beam_search(h, weights, min(width, len(words)), length)
            if 2 not in words:
                compare.beam_search(h, weights, min(width, len(words) ** 2), 2)


@task("beam", points=2, hint="Which axis of an array belongs to what? Read the table of shapes.")
def test_equal_sizes(compare, rng):
    """Some sizes are equal, the width among them. The order of the axes is the same."""
    for b, t, v, d, h in COINCIDING:
        compare.beam_search(*case(rng, v, d, h), b, t)
        compare.beam_search(*case(rng, v, d, h), v, t)
        compare.beam_search(*case(rng, v, d, h, end=NEVER), h, t)


@task("beam", hint="Each step ranks again, with the scores of all words so far.")
def test_many_steps(compare, rng):
    """Without EOS, the search goes on for forty steps."""
    compare.beam_search(*case(rng, v=5, d=3, h=6, end=NEVER), 3, 40)
    compare.beam_search(*case(rng, v=9, d=3, h=5, end=NEVER), 1, 33)


@task("beam", points=2, hint="Add log-probabilities. The product of many probabilities is 0.")
def test_unlikely_sentences(compare, rng):
    """Scores below -745 are legal: the logarithm is kept, although the probability would be 0."""
    for sizes, width, length in ((6, 3, 5), 3, 4), ((8, 2, 4), 8, 3):
        h, (*cell, Wo, bo) = case(rng, *sizes)
        for scale in 200.0, 20_000.0:
            compare.beam_search(h, (*cell, scale * Wo, bo), width, length)


@task("beam", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes(compare, reference, rng):
    """float32 stays float32, and integers become float64."""
    h, weights = drawn_until(
        lambda h, weights: steady(rng, reference.beam_search, h, weights, 3, 4),
        lambda: case(rng, v=5, d=3, h=4),
    )
    tokens, scores = compare.beam_search(single(h), single(weights), 3, 4, rtol=1e-4, atol=1e-4)
    assert scores.dtype == np.float32, "float32 inputs must give float32 scores."
    assert np.issubdtype(tokens.dtype, np.integer), "The tokens must be integers."
    for dtype in np.int64, *NARROW:
        _, (*_, Wo, bo) = case(rng, v=6, d=3, h=4)
        for cell in integer_encoders(rng, dtype, v=6, d=3, h=4):
            compare.beam_search(rng.integers(0, 3, size=4).astype(dtype), (*cell, Wo, bo), 3, 2)


@task("beam", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = case(rng, v=5, d=3, h=4), case(rng, v=6, d=2, h=4)
    for arguments in first, other, first:
        compare.beam_search(*arguments, 3, 4)


@task("beam", weak=True, hint="Check width and max_length first.")
def test_widths_and_limits_below_one_are_refused(compare, rng):
    """ValueError is raised if width or max_length is below 1."""
    for width, length in (0, 3), (-1, 3), (3, 0), (2, -2), (0, 0):
        compare.raises("ValueError", "beam_search", *case(rng, v=5, d=3, h=4), width, length)
