"""One step: a new state, and log-probabilities made from it."""

from __future__ import annotations

import numpy as np
from support import COINCIDING, NARROW, contexts, decoder, integer_encoders, single, whole

from grader.testing import assert_close, task


def step(rng, b, v, d, h):
    """Words, states and a decoder."""
    return rng.integers(0, v, size=b), contexts(rng, b, h), decoder(rng, v, d, h)


@task("step", points=2, hint="First the new state, then the scores from the new state, then the log-softmax.")
def test_log_probabilities_and_state(compare, rng):
    """A step gives the log-probabilities of the next word, and the new state."""
    compare.decode_step(*step(rng, b=3, v=6, d=2, h=4))
    compare.decode_step(*step(rng, b=5, v=4, d=3, h=7))


@task("step", points=2, hint="The softmax goes along the words of the vocabulary, in each row alone.")
def test_one_sentence(compare, rng):
    """A batch may have one sentence."""
    compare.decode_step(*step(rng, b=1, v=7, d=3, h=2))
    compare.decode_step(*step(rng, b=1, v=3, d=4, h=5))


@task("step", points=2, hint="Which axis of an array belongs to what? Read the table of shapes.")
def test_equal_sizes(compare, rng):
    """Some sizes are equal. The order of the axes is the same."""
    for b, _, v, d, h in COINCIDING:
        compare.decode_step(*step(rng, b, v, d, h))


@task(
    "step",
    points=2,
    hint="Subtract the largest score of the row first. Then subtract the logarithm of the sum.",
)
def test_large_scores(compare, rng):
    """Scores of 1000 and more, of either sign, give finite log-probabilities."""
    token, h, (*cell, Wo, bo) = step(rng, b=4, v=5, d=3, h=2)
    for scale in 300.0, 5000.0:
        compare.decode_step(token, h, (*cell, scale * Wo, bo))
    for offset in 2000.0, -2000.0:
        compare.decode_step(token, h, (*cell, Wo, bo + offset))


@task("step", hint="Do not clip the logarithm of a small probability.")
def test_unlikely_words(compare, rng):
    """A very small probability keeps its logarithm."""
    token, h, (*cell, Wo, bo) = step(rng, b=3, v=6, d=2, h=4)
    for unlikely in -40.0, -900.0:
        bo[[1, 4]] = unlikely
        compare.decode_step(token, h, (*cell, Wo, bo))


@task("step", hint="tanh keeps large numbers between -1 and 1. Compute no exponential of your own for it.")
def test_saturated_states(compare, rng):
    """Large inputs give states of 1 and -1."""
    token, h, (E, *rest) = step(rng, b=4, v=5, d=3, h=6)
    compare.decode_step(token, h, (1e4 * E, *rest))
    compare.decode_step(token, 1e3 * h, (E, *rest))


@task("step", points=2, hint="The exponentials of each row must sum to 1.")
def test_probabilities_sum_to_one(compare, rng):
    """The probabilities of the next words sum to 1 in each row."""
    log_probs, _ = compare.decode_step(*step(rng, b=4, v=9, d=3, h=5))
    assert_close(
        np.exp(log_probs).sum(axis=1),
        np.ones(4),
        what="The probabilities of a row must sum to 1; yours do not.",
    )


@task("step", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes(compare, rng):
    """float32 stays float32, integers become float64, and words may have any integer type."""
    token, h, weights = step(rng, b=3, v=6, d=2, h=4)
    log_probs, after = compare.decode_step(token, single(h), single(weights), rtol=1e-5, atol=1e-5)
    assert log_probs.dtype == np.float32, "float32 inputs must give float32 log-probabilities."
    assert after.dtype == np.float32, "float32 inputs must give a float32 state."
    for dtype in np.int64, *NARROW:
        compare.decode_step(token.astype(dtype), h, weights)
        for cell in integer_encoders(rng, dtype, v=6, d=3, h=4):
            before, Wo, bo = whole(rng, dtype, (3, 4), (4, 6), (6,))
            compare.decode_step(token, before, (*cell, Wo, bo))
    compare.decode_step(token, h.T.copy().T, weights)


@task("step", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = step(rng, b=2, v=5, d=3, h=4), step(rng, b=3, v=4, d=2, h=4)
    for arguments in first, other, first:
        compare.decode_step(*arguments)
