"""Parallel decoding: each word follows from the context and its place alone."""

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


def case(rng, b, places, v, d, h, end=0.0):
    """Contexts, and a decoder whose first entry has the vectors of the places."""
    _, *rest = decoder(rng, v, d, h, end=end)
    return contexts(rng, b, h), (rng.normal(0.0, 1.5, size=(places, d)), *rest)


def with_ends(rng, reference, sizes, wanted):
    """A case in which the places of EOS are as wanted."""
    return drawn_until(
        lambda h, weights: wanted(ends(reference.parallel_decode(h, weights)[0])),
        lambda: case(rng, *sizes, end=1.0),
    )


@task("parallel", points=2, hint="Each place has its own vector P[t], and all places have the same context.")
def test_all_places_at_once(compare, rng):
    """Each word is the most likely one for the context and its place."""
    compare.parallel_decode(*case(rng, b=3, places=5, v=7, d=2, h=4, end=NEVER))
    compare.parallel_decode(*case(rng, b=4, places=3, v=6, d=5, h=2, end=NEVER))


@task("parallel", points=3, hint="Find the first EOS of each sentence. Behind it stands PAD.")
def test_sentences_end_at_different_places(compare, reference, rng):
    """Each sentence ends with its first EOS, and PAD stands behind."""
    for sizes in (4, 6, 5, 3, 4), (5, 5, 7, 2, 6):
        compare.parallel_decode(
            *with_ends(rng, reference, sizes, lambda e: len(set(e)) > 2 and (e < max(e) - 1).any())
        )


@task("parallel", points=2, hint="The log-probability of EOS counts. What stands behind does not.")
def test_log_probability_of_ended_sentences(compare, reference, rng):
    """The log-probability includes the first EOS and nothing behind it."""
    for sizes in (3, 7, 4, 3, 5), (4, 5, 6, 4, 3):
        compare.parallel_decode(
            *with_ends(rng, reference, sizes, lambda e, n=sizes[1]: (e < n - 1).all() and len(set(e)) > 1)
        )


@task("parallel", points=2, hint="Several places may have EOS. The first one ends the sentence.")
def test_several_ends(compare, rng):
    """If EOS stands at several places, the first one counts."""
    for places, marked in (6, (2, 4, 5)), (5, (1, 3)), (7, (0, 6)), (4, (3,)):
        scores = rng.normal(size=(places, 5))
        scores[:, 3] += 8.0
        scores[list(marked), EOS] += 16.0
        (h, (*_, bo)), v = chain(np.zeros((places, places))), places
        weights = np.eye(v), 1000.0 * np.eye(v), np.zeros((v, v)), bo, scores, np.zeros(5)
        compare.parallel_decode(np.stack([h, h]), weights)


@task("parallel", points=3, hint="No step may read the word or the state of another place.")
def test_places_do_not_depend_on_each_other(compare, student, rng):
    """If the vector of one place changes, only the word of this place changes."""
    h, (P, *rest) = case(rng, b=4, places=6, v=8, d=3, h=5, end=NEVER)
    tokens, _ = compare.parallel_decode(h, (P, *rest))
    for place in 0, 2, 4:
        changed = P.copy()
        changed[place] += rng.normal(0.0, 3.0, size=3)
        others = np.arange(6) != place
        now, _ = student.parallel_decode(h, (changed, *rest))
        assert_close(
            np.asarray(now)[:, others],
            tokens[:, others],
            what="A word must depend on its own place only; yours depends on another place.",
        )


@task("parallel", points=2, hint="Permute the rows of P: the words are permuted in the same way.")
def test_order_of_the_places(compare, rng):
    """Places in another order give their words in this order, and the same log-probability."""
    h, (P, *rest) = case(rng, b=3, places=5, v=7, d=2, h=6, end=NEVER)
    for order in np.arange(5), np.arange(5)[::-1], np.array([2, 0, 4, 1, 3]):
        compare.parallel_decode(h, (P[order], *rest))


@task("parallel", hint="Equal places have equal words. Nothing prevents this.")
def test_equal_places(compare, rng):
    """Places with equal vectors have the same word."""
    h, (P, *rest) = case(rng, b=3, places=4, v=6, d=3, h=5, end=NEVER)
    compare.parallel_decode(h, (P[[1, 1, 3, 1, 3]], *rest))
    compare.parallel_decode(h, (P[[0, 0, 0]], *rest))


@task("parallel", hint="A sentence may have one place.")
def test_one_place(compare, rng):
    """There may be one place only."""
    for end in 0.0, 60.0, NEVER:
        compare.parallel_decode(*case(rng, b=3, places=1, v=5, d=2, h=4, end=end))
    compare.parallel_decode(*case(rng, b=1, places=1, v=4, d=3, h=2))


@task("parallel", hint="np.argmax takes the first of several largest entries.")
def test_ties(compare, rng):
    """Of equally likely words, the lowest id is taken."""
    for v, best in (6, (3, 5)), (5, (4, 1)), (7, (6, 4, 3)), (5, (2, 3)):
        scores = np.full((4, v), -2000.0)
        scores[:, list(best)] = 0.0
        weights = np.eye(4), 1000.0 * np.eye(4), np.zeros((4, 4)), np.zeros(4), scores, np.zeros(v)
        compare.parallel_decode(np.zeros((3, 4)), weights)


@task("parallel", points=2, hint="Axis 0 has the sentences, axis 1 the places, and axis 2 the vocabulary.")
def test_equal_sizes(compare, rng):
    """Some sizes are equal. The order of the axes is the same."""
    for b, t, v, d, h in COINCIDING:
        compare.parallel_decode(*case(rng, b, t, v, d, h))
        compare.parallel_decode(*case(rng, b, t, v, d, h, end=NEVER))


@task("parallel", hint="The number of places is the number of rows of P.")
def test_many_places(compare, rng):
    """There may be more places than words in the vocabulary, here fifty."""
    compare.parallel_decode(*case(rng, b=2, places=50, v=7, d=3, h=4, end=NEVER))
    compare.parallel_decode(*case(rng, b=3, places=34, v=BOS + 3, d=2, h=5, end=-1.0))


@task("parallel", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes(compare, reference, rng):
    """float32 stays float32, and integers become float64."""
    h, weights = drawn_until(
        lambda h, weights: steady(rng, reference.parallel_decode, h, weights),
        lambda: case(rng, b=2, places=4, v=6, d=3, h=4),
    )
    tokens, log_prob = compare.parallel_decode(single(h), single(weights), rtol=1e-4, atol=1e-4)
    assert log_prob.dtype == np.float32, "float32 inputs must give float32 log-probabilities."
    assert np.issubdtype(tokens.dtype, np.integer), "The tokens must be integers."
    for dtype in np.int64, *NARROW:
        _, (*_, Wo, bo) = case(rng, b=3, places=5, v=6, d=3, h=4)
        for cell in integer_encoders(rng, dtype, v=5, d=3, h=4):
            compare.parallel_decode(rng.integers(0, 3, size=(3, 4)).astype(dtype), (*cell, Wo, bo))


@task("parallel", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = case(rng, b=2, places=4, v=5, d=3, h=4), case(rng, b=3, places=2, v=6, d=2, h=4)
    for arguments in first, other, first:
        compare.parallel_decode(*arguments)
