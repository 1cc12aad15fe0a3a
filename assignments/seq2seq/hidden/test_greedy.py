"""Greedy decoding: the best word of each step, until EOS or the limit."""

from __future__ import annotations

import numpy as np
from support import (
    BOS,
    COINCIDING,
    NARROW,
    PAD,
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


def case(rng, b, v, d, h, end=0.0):
    """Contexts and a decoder."""
    return contexts(rng, b, h), decoder(rng, v, d, h, end=end)


def with_ends(rng, reference, sizes, length, wanted):
    """A case in which the places of EOS are as wanted."""
    return drawn_until(
        lambda h, weights: wanted(ends(reference.greedy_decode(h, weights, length)[0])),
        lambda: case(rng, *sizes, end=1.0),
    )


@task(
    "greedy",
    points=2,
    hint="The best word of a step is the input of the next step, together with the new state.",
)
def test_best_word_of_each_step(compare, rng):
    """Each word is the most likely one after the words before it."""
    compare.greedy_decode(*case(rng, b=3, v=7, d=4, h=5, end=NEVER), 6)
    compare.greedy_decode(*case(rng, b=4, v=9, d=3, h=6, end=NEVER), 5)


@task("greedy", points=2, hint="The first step starts from the context and reads BOS.")
def test_first_word(compare, rng):
    """The first word follows from the context and BOS."""
    compare.greedy_decode(*case(rng, b=4, v=6, d=3, h=5), 1)
    compare.greedy_decode(*case(rng, b=3, v=8, d=2, h=4), 1)


@task("greedy", points=3, hint="Keep for each sentence whether it has ended. Behind its EOS stands PAD.")
def test_sentences_end_at_different_steps(compare, reference, rng):
    """Each sentence ends with its own EOS. The others go on."""
    for sizes, length in ((4, 6, 3, 5), 6), ((5, 7, 4, 6), 5):
        arguments = with_ends(
            rng, reference, sizes, length, lambda e: len(set(e)) > 2 and (e < max(e) - 1).any() and min(e) > 0
        )
        compare.greedy_decode(*arguments, length)


@task("greedy", points=2, hint="The log-probability of EOS counts. That of the PAD behind it does not.")
def test_log_probability_of_ended_sentences(compare, reference, rng):
    """The log-probability includes EOS and nothing behind it."""
    for sizes, length in ((3, 5, 4, 6), 7), ((4, 8, 3, 4), 4):
        arguments = with_ends(
            rng, reference, sizes, length, lambda e, n=length: (e < n - 1).all() and len(set(e)) > 1
        )
        compare.greedy_decode(*arguments, length)


@task("greedy", points=2, hint="max_length counts all words, also EOS.")
def test_eos_is_the_last_word_allowed(compare, reference, rng):
    """EOS may stand at the last place. One step less, and the sentence stays without EOS."""
    for sizes, length in ((3, 5, 3, 4), 4), ((2, 6, 2, 5), 3):
        h, weights = with_ends(rng, reference, sizes, length, lambda e, n=length: (e == n - 1).any())
        for limit in length, length - 1, length + 1:
            compare.greedy_decode(h, weights, limit)


@task("greedy", hint="A sentence may consist of EOS alone.")
def test_eos_is_the_first_word(compare, rng):
    """If EOS is the best first word, the sentence ends there."""
    compare.greedy_decode(*case(rng, b=3, v=6, d=2, h=4, end=50.0), 4)
    compare.greedy_decode(*case(rng, b=2, v=4, d=3, h=5, end=50.0), 1)


@task("greedy", points=2, hint="Without EOS, the loop ends after max_length words.")
def test_without_eos_the_limit_ends_a_sentence(compare, rng):
    """Without EOS, a sentence has max_length words, here up to forty."""
    for length in 2, 9, 40:
        compare.greedy_decode(*case(rng, b=2, v=8, d=3, h=4, end=NEVER), length)


@task("greedy", points=2, hint="Only EOS ends a sentence. PAD and BOS are words as all others.")
def test_only_eos_ends_a_sentence(compare, rng):
    """Decoding goes on after PAD and BOS."""
    for first, second in (PAD, BOS), (BOS, PAD), (PAD, PAD):
        scores = rng.normal(size=(5, 5))
        scores[BOS, first] += 9.0
        scores[first, 3 if first == BOS else second] += 9.0
        h, weights = chain(scores)
        compare.greedy_decode(h[np.newaxis], weights, 4)
    h, weights = case(rng, b=4, v=6, d=2, h=3, end=NEVER)
    weights[5][:3] += [30.0, 28.0, 0.0]
    compare.greedy_decode(h, weights, 5)


@task("greedy", points=2, hint="np.argmax takes the first of several largest entries.")
def test_ties(compare, rng):
    """Of equally likely words, the lowest id is taken."""
    for v, best in (6, (3, 5)), (5, (4, 1)), (7, (6, 4, 3)), (5, (2, 3)):
        scores = np.full((v, v), -2000.0)
        scores[:, list(best)] = 0.0
        h, weights = chain(scores)
        compare.greedy_decode(np.stack([h, h, h]), weights, 3)
    h, weights = chain(np.zeros((4, 4)))
    compare.greedy_decode(h[np.newaxis], weights, 3)


@task("greedy", points=2, hint="Axis 0 has the sentences, and axis 1 has the words.")
def test_equal_sizes(compare, rng):
    """Some sizes are equal. The order of the axes is the same."""
    for b, t, v, d, h in COINCIDING:
        compare.greedy_decode(*case(rng, b, v, d, h), t)
        compare.greedy_decode(*case(rng, b, v, d, h, end=NEVER), t)


@task("greedy", points=2, hint="What a sentence is depends on its own context alone.")
def test_sentences_do_not_depend_on_each_other(compare, student, reference, rng):
    """A sentence decoded alone is the same as in a batch."""
    h, weights = with_ends(rng, reference, (4, 6, 3, 5), 6, lambda e: len(set(e)) > 2)
    tokens, log_prob = compare.greedy_decode(h, weights, 6)
    for row in range(4):
        assert_close(
            student.greedy_decode(h[row : row + 1], weights, 6),
            (tokens[row : row + 1], log_prob[row : row + 1]),
            what="A sentence must be the same alone and in a batch; yours differs.",
        )


@task("greedy", hint="The limit decides only where to stop.")
def test_a_larger_limit_only_adds_words(compare, rng):
    """With a larger limit, the first words are the same."""
    h, weights = case(rng, b=3, v=7, d=3, h=5)
    for length in 1, 2, 3, 4, 8:
        compare.greedy_decode(h, weights, length)


@task("greedy", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes(compare, reference, rng):
    """float32 stays float32, and integers become float64."""
    h, weights = drawn_until(
        lambda h, weights: steady(rng, reference.greedy_decode, h, weights, 5),
        lambda: case(rng, b=2, v=6, d=3, h=4),
    )
    tokens, log_prob = compare.greedy_decode(single(h), single(weights), 5, rtol=1e-4, atol=1e-4)
    assert log_prob.dtype == np.float32, "float32 inputs must give float32 log-probabilities."
    assert np.issubdtype(tokens.dtype, np.integer), "The tokens must be integers."
    for dtype in np.int64, *NARROW:
        _, (*_, Wo, bo) = case(rng, b=3, v=6, d=3, h=4)
        for cell in integer_encoders(rng, dtype, v=6, d=3, h=4):
            compare.greedy_decode(rng.integers(0, 3, size=(3, 4)).astype(dtype), (*cell, Wo, bo), 4)


@task("greedy", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = case(rng, b=2, v=5, d=3, h=4), case(rng, b=3, v=4, d=2, h=4)
    for arguments in first, other, first:
        compare.greedy_decode(*arguments, 4)


@task("greedy", weak=True, hint="Check max_length first.")
def test_limits_below_one_are_refused(compare, rng):
    """ValueError is raised if max_length is below 1."""
    for length in 0, -1, -5:
        compare.raises("ValueError", "greedy_decode", *case(rng, b=2, v=5, d=3, h=4), length)
