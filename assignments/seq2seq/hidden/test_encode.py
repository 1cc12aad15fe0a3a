"""The context: the state after the last word, whatever the padding."""

from __future__ import annotations

import numpy as np
from support import COINCIDING, NARROW, PAD, encoder, integer_encoders, ragged, single

from grader.testing import assert_close, task


@task(
    "encode", points=2, hint="Each step takes the vector E[id] of its word and the state of the step before."
)
def test_last_state(compare, rng):
    """The context is the state after the last word."""
    compare.encode(rng.integers(1, 7, size=(3, 5)), encoder(rng, v=7, d=2, h=4))
    compare.encode(rng.integers(1, 5, size=(4, 3)), encoder(rng, v=5, d=6, h=2))


@task("encode", hint="The first state is zeros. Look at what the first step adds to the product of its word.")
def test_one_word(compare, rng):
    """A sentence of one word has one step, which starts from zeros."""
    compare.encode(rng.integers(1, 6, size=(4, 1)), encoder(rng, v=6, d=3, h=5))
    compare.encode(np.array([[3]]), encoder(rng, v=4, d=2, h=3))


@task("encode", points=3, hint="At PAD, keep the state of the step before.")
def test_padding_behind_the_words(compare, rng):
    """PAD behind a sentence does not change its state."""
    compare.encode(ragged(rng, [4, 1, 6, 3], 6, 7), encoder(rng, v=7, d=3, h=5))
    compare.encode(ragged(rng, [2, 5, 1], 5, 9), encoder(rng, v=9, d=2, h=4))


@task("encode", points=2, hint="Look at each id. Do not count the words.")
def test_padding_anywhere(compare, rng):
    """PAD in front of the words or between them does not change the state either."""
    compare.encode(ragged(rng, [4, 2, 5], 6, 7)[:, ::-1], encoder(rng, v=7, d=3, h=4))
    source = rng.integers(1, 8, size=(4, 7))
    source[:, 1::2] = PAD
    source[1, 0] = source[2, 4:] = PAD
    compare.encode(source, encoder(rng, v=8, d=2, h=5))


@task("encode", hint="The state before the first word is zeros. Without a word it stays so.")
def test_sentences_without_words(compare, rng):
    """The context of a sentence without words is zeros."""
    compare.encode(ragged(rng, [3, 0, 5, 0], 5, 6), encoder(rng, v=6, d=3, h=4))
    compare.encode(np.zeros((2, 3), int), encoder(rng, v=5, d=4, h=6))


@task("encode", hint="PAD is 0. BOS and EOS are words like all others here.")
def test_only_pad_is_padding(compare, rng):
    """BOS and EOS in a source are ordinary words."""
    compare.encode(np.array([[1, 4, 3, 2, 0], [3, 2, 1, 0, 0]]), encoder(rng, v=5, d=3, h=4))
    compare.encode(np.array([[2, 2, 5, 1], [1, 0, 2, 3], [5, 1, 0, 0]]), encoder(rng, v=6, d=2, h=3))


@task("encode", points=2, hint="Axis 0 has the sentences, and axis 1 has the words.")
def test_equal_sizes(compare, rng):
    """Some sizes are equal. The order of the axes is the same."""
    for b, s, v, d, h in COINCIDING:
        compare.encode(rng.integers(0, v, size=(b, s)), encoder(rng, v, d, h))


@task("encode", hint="Each step starts from the state of the step before.")
def test_many_words(compare, rng):
    """After sixty words, the first word still has an effect."""
    E, Wx, Wh, b = encoder(rng, v=8, d=3, h=4)
    turn, _ = np.linalg.qr(Wh)  # keeps the length of a state
    compare.encode(rng.integers(1, 8, size=(2, 60)), (0.02 * E, Wx, turn, 0.0 * b))


@task("encode", points=2, hint="At PAD, keep the state of the step before.")
def test_more_padding_gives_the_same(compare, student, rng):
    """More padding behind the sentences gives the same contexts."""
    source, weights = ragged(rng, [4, 2, 5], 5, 7), encoder(rng, v=7, d=3, h=4)
    context = compare.encode(source, weights)
    longer = np.concatenate([source, np.full((3, 4), PAD)], axis=1)
    assert_close(
        student.encode(longer, weights),
        context,
        what="More padding must give the same contexts; yours differ.",
    )


@task("encode", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes(compare, rng):
    """float32 stays float32, integers become float64, and ids may have any integer type."""
    context = compare.encode(
        ragged(rng, [3, 1], 4, 6), single(encoder(rng, v=6, d=3, h=4)), rtol=1e-5, atol=1e-5
    )
    assert context.dtype == np.float32, "float32 parameters must give a float32 context."
    for dtype in np.int64, *NARROW:
        source = ragged(rng, [4, 2, 3], 4, 6)
        compare.encode(source.astype(dtype), encoder(rng, v=6, d=2, h=4))
        for weights in integer_encoders(rng, dtype, v=6, d=3, h=4):
            compare.encode(source, weights)
    compare.encode(source.T.copy().T, encoder(rng, v=6, d=3, h=2))


@task("encode", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    source, first, other = ragged(rng, [3, 5], 5, 6), encoder(rng, 6, 2, 3), encoder(rng, 6, 2, 4)
    for weights in first, other, first:
        compare.encode(source, weights)
