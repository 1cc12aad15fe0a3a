"""One vector per sentence; padding has no say in it."""

from __future__ import annotations

import numpy as np
from support import NARROW, spread

from grader.testing import assert_close, task


def padded(lengths, t):
    """A mask with the words in front and the padding behind."""
    return np.arange(t) < np.asarray(lengths)[:, np.newaxis]


def scattered(rng, b, t):
    """A mask with padding in front of, between and behind the words; no two words make a mean of all."""
    mask = np.zeros((b, t), dtype=bool)
    for row in mask:
        row[rng.choice(np.arange(1, t - 1), size=rng.integers(2, t - 2), replace=False)] = True
    return mask


@task("sentence", points=2, hint="Sentences have different lengths. Find the last word of each in the mask.")
def test_last_word(compare, rng):
    """The result is the state of the last word of each sentence, not of the last position."""
    compare.sentence_vector(rng.normal(size=(4, 6, 3)), padded([6, 2, 1, 4], 6), how="last")
    compare.sentence_vector(rng.normal(size=(3, 5, 7)), padded([3, 5, 2], 5))


@task("sentence", points=2, hint="Find the last position where the mask is True. Do not count the words.")
def test_last_word_wherever_padding_stands(compare, rng):
    """Padding may come before the words and between them."""
    compare.sentence_vector(rng.normal(size=(3, 7, 4)), padded([4, 1, 6], 7)[:, ::-1], how="last")
    compare.sentence_vector(rng.normal(size=(5, 8, 2)), scattered(rng, 5, 8), how="last")


@task(
    "sentence",
    points=2,
    hint="With how='last', do not use the weights.",
)
def test_last_word_ignores_the_weights(compare, rng):
    """With how="last", weights change nothing, not even 0 or NaN."""
    h, mask = rng.normal(size=(5, 7, 3)), scattered(rng, 5, 7)
    weights = rng.uniform(0.5, 3.0, size=(5, 7))
    last = 6 - np.argmax(mask[:, ::-1], axis=1)
    weights[np.arange(5), last] = 0.0
    weights[3] = 0.0
    compare.sentence_vector(h, mask, "last", weights)
    weights[~mask] = np.nan
    compare.sentence_vector(h, mask, "last", weights)
    compare.sentence_vector(h[:4], padded([7, 3, 1, 5], 7), how="last", weights=np.zeros((4, 7)))


@task("sentence", points=2, hint="Which axis is time? Sum over that one.")
def test_equal_sizes(compare, rng):
    """Some sizes are equal. The order of the axes is the same."""
    for b, t, h in (5, 5, 5), (5, 5, 3), (3, 5, 5), (5, 4, 5), (1, 5, 1), (1, 5, 5):
        states, mask, weights = (
            rng.normal(size=(b, t, h)),
            np.ones((b, t), dtype=bool),
            rng.uniform(1, 3, (b, t)),
        )
        mask[:, -1] = mask[::2, 1] = False
        for how in "last", "weighted":
            compare.sentence_vector(states, mask, how, weights)
        compare.sentence_vector(states, mask, "weighted")


@task("sentence", points=2, hint="The weights of the words must sum to 1.")
def test_weighted_mean(compare, rng):
    """Weights are normalised over the words of each sentence. Padding has no weight."""
    for (b, t, h), mask in ((4, 6, 3), padded([6, 2, 1, 4], 6)), ((5, 8, 2), scattered(rng, 5, 8)):
        states, weights = rng.normal(1.0, 1.0, size=(b, t, h)), rng.uniform(0.5, 3.0, size=(b, t))
        compare.sentence_vector(states, mask, how="weighted", weights=weights)
        weights[:, 1::3] = 0.0
        compare.sentence_vector(states, mask, how="weighted", weights=weights)


@task("sentence", points=2, hint="Divide by the number of words, not by the number of positions.")
def test_mean_without_weights(compare, rng):
    """Without weights, all words count the same."""
    compare.sentence_vector(rng.normal(1.0, 1.0, size=(3, 5, 4)), padded([5, 2, 3], 5), how="weighted")
    compare.sentence_vector(rng.normal(1.0, 1.0, size=(4, 7, 2)), scattered(rng, 4, 7), how="weighted")


def with_padding(rng, b, t, h, junk):
    """States, a mask and weights that hold ``junk`` wherever no word stands."""
    mask = scattered(rng, b, t)
    states, weights = rng.normal(size=(b, t, h)), rng.uniform(0.5, 3.0, size=(b, t))
    states[~mask] = weights[~mask] = junk
    return states, mask, weights


@task("sentence", hint="0 * NaN is NaN. Select the words with the mask.")
def test_padding_may_be_nan(compare, rng):
    """NaN in the padding has no effect."""
    h, mask, weights = with_padding(rng, 4, 7, 3, np.nan)
    compare.sentence_vector(h, mask, "weighted", weights)
    compare.sentence_vector(h, mask, "weighted")
    compare.sentence_vector(h, mask, "last")


@task("sentence", hint="0 * infinity is NaN. Select the words with the mask.")
def test_padding_may_be_infinite(compare, rng):
    """Infinity in the padding has no effect."""
    for b, t, h, junk in (3, 6, 5, np.inf), (5, 8, 2, 1e12):
        h, mask, weights = with_padding(rng, b, t, h, junk)
        compare.sentence_vector(h, mask, "weighted")
        compare.sentence_vector(h, mask, "weighted", weights)
        compare.sentence_vector(h, mask, "last", weights)


@task("sentence", points=2, hint="The sum of the weights is 0 here. Do not divide by it.")
def test_sentences_without_words(compare, rng):
    """A sentence without words, or with weights of 0 only, gives zeros."""
    h, mask = rng.normal(size=(4, 5, 3)), padded([2, 0, 5, 3], 5)
    weights = rng.uniform(0.5, 3.0, size=(4, 5))
    weights[3] = 0.0
    compare.sentence_vector(h, mask, "last")
    compare.sentence_vector(h, mask, "weighted", weights)
    compare.sentence_vector(h[:3], mask[:3], "weighted")
    for how in "last", "weighted":
        compare.sentence_vector(rng.normal(size=(2, 4, 5)), np.zeros((2, 4), dtype=bool), how)
        compare.sentence_vector(rng.normal(size=(3, 1, 2)), np.array([[True], [False], [True]]), how)


@task("sentence", points=2, hint="0 * NaN is NaN. Check first whether there is a word.")
def test_sentences_of_nothing_but_nan(compare, rng):
    """A sentence without words gives zeros, also if its states and weights are NaN."""
    for junk in np.nan, -np.inf:
        h, mask, weights = with_padding(rng, 5, 6, 3, junk)
        mask[[1, 4]] = False
        h[[1, 4]] = weights[[1, 4]] = junk
        compare.sentence_vector(h, mask, "last")
        compare.sentence_vector(h, mask, "last", weights)
        compare.sentence_vector(h, mask, "weighted")
        compare.sentence_vector(h, mask, "weighted", weights)


@task(
    "sentence",
    points=2,
    hint="Divide the weights by their sum, without a small constant. Treat a sum of 0 by itself.",
)
def test_scale_of_the_weights_does_not_matter(student, rng):
    """Only the ratios of the weights count, for weights from 1e-305 to 1e150."""
    h, mask, weights = (
        rng.normal(3.0, 1.0, size=(3, 6, 4)),
        scattered(rng, 3, 6),
        rng.uniform(0.5, 3.0, size=(3, 6)),
    )
    vector = student.sentence_vector(h, mask, "weighted", weights)
    assert_close(
        vector, np.average(h, axis=1, weights=np.broadcast_to((weights * mask)[:, :, None], h.shape))
    )
    for scale in 1e-305, 1e-150, 1e-12, 1e150:
        assert_close(
            student.sentence_vector(h, mask, "weighted", scale * weights),
            vector,
            what="The scale of the weights must not matter; in your result it does.",
        )
    equal = student.sentence_vector(h, mask, "weighted", np.full((3, 6), 0.3))
    assert_close(
        equal,
        student.sentence_vector(h, mask, "weighted"),
        what="Equal weights must give the same as no weights; yours do not.",
    )


@task("sentence", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    mask = scattered(rng, 3, 6)
    h, weights = rng.normal(size=(3, 6, 2)).astype(np.float32), rng.uniform(0.5, 3.0, size=(3, 6))
    for how in "last", "weighted":
        vector = compare.sentence_vector(h, mask, how, weights.astype(np.float32), rtol=1e-5, atol=1e-5)
        assert vector.dtype == np.float32, "float32 states and weights must give float32."
    vector = compare.sentence_vector(h[:2], mask[:2], "weighted", rtol=1e-5, atol=1e-5)
    assert vector.dtype == np.float32, "float32 states must give float32 without weights, too."
    whole = rng.integers(-9, 10, size=(3, 6, 4))
    compare.sentence_vector(whole, mask, "last")
    compare.sentence_vector(whole, mask, "weighted", rng.integers(1, 5, size=(3, 6)))
    for dtype in NARROW:
        whole, most = spread(rng, dtype, (3, 6, 4)), np.iinfo(dtype).max
        counts = rng.integers(most // 2, most, size=(3, 6), dtype=dtype)
        compare.sentence_vector(whole, mask, "last")
        compare.sentence_vector(whole, mask, "weighted")
        compare.sentence_vector(whole, mask, "weighted", counts)
        compare.sentence_vector(whole / 7.0, mask, "weighted", counts)
    time_first = rng.normal(size=(6, 3, 5)).swapaxes(0, 1)
    compare.sentence_vector(time_first, mask.T.copy().T, "weighted", weights)


@task("sentence", weak=True, hint="Raise ValueError for each other name.")
def test_unknown_ways_are_refused(compare, rng):
    """ValueError is raised if how is neither "last" nor "weighted"."""
    for how in "mean", "first", "Last", "":
        compare.raises("ValueError", "sentence_vector", rng.normal(size=(2, 3, 4)), padded([3, 2], 3), how)
