"""The loss: each word is predicted from the right words before it, and padding does not count."""

from __future__ import annotations

import numpy as np
from support import (
    BOS,
    COINCIDING,
    EOS,
    NARROW,
    PAD,
    closed,
    contexts,
    decoder,
    integer_encoders,
    ragged,
    single,
    whole,
)

from grader.testing import assert_close, task


def model(rng, b, v, d, h):
    """Contexts and a decoder."""
    return contexts(rng, b, h), decoder(rng, v, d, h)


@task(
    "loss", points=2, hint="In step t the decoder reads the target of step t - 1, and BOS in the first step."
)
def test_sentences_of_equal_length(compare, rng):
    """Without padding, the loss is the mean over all words."""
    compare.teacher_forcing_loss(closed(rng, [4, 4, 4], 4, 7), *model(rng, b=3, v=7, d=2, h=5))
    compare.teacher_forcing_loss(closed(rng, [5, 5], 5, 6), *model(rng, b=2, v=6, d=4, h=3))


@task("loss", points=2, hint="Move the targets by one place, with BOS in front.")
def test_one_sentence(compare, rng):
    """A batch may have one sentence."""
    compare.teacher_forcing_loss(closed(rng, [6], 6, 9), *model(rng, b=1, v=9, d=3, h=4))
    compare.teacher_forcing_loss(closed(rng, [3], 3, 5), *model(rng, b=1, v=5, d=2, h=6))


@task("loss", points=2, hint="The state goes from step to step. The first one is the context.")
def test_longer_sentences(compare, rng):
    """The state is passed on through eight words."""
    compare.teacher_forcing_loss(closed(rng, [8] * 4, 8, 6), *model(rng, b=4, v=6, d=3, h=5))
    compare.teacher_forcing_loss(closed(rng, [9] * 2, 9, 8), *model(rng, b=2, v=8, d=5, h=4))


@task("loss", points=3, hint="Leave out the places where the target is PAD, also from the number of words.")
def test_padding_does_not_count(compare, rng):
    """PAD counts neither in the sum nor in the number of words."""
    compare.teacher_forcing_loss(closed(rng, [2, 6, 4], 6, 7), *model(rng, b=3, v=7, d=2, h=5))
    compare.teacher_forcing_loss(closed(rng, [5, 1, 3, 2], 5, 6), *model(rng, b=4, v=6, d=3, h=4))


@task("loss", points=3, hint="Divide once: by the number of all words of the batch.")
def test_sentences_of_unequal_length(compare, rng):
    """Each word counts the same, in a long sentence and in a short one."""
    compare.teacher_forcing_loss(closed(rng, [1, 7], 7, 6), *model(rng, b=2, v=6, d=2, h=4))
    compare.teacher_forcing_loss(closed(rng, [8, 2, 1, 1, 2], 8, 5), *model(rng, b=5, v=5, d=4, h=3))


@task("loss", points=2, hint="EOS is a word that has to be learned.")
def test_eos_counts(compare, rng):
    """EOS counts as a word."""
    compare.teacher_forcing_loss(np.full((4, 1), EOS), *model(rng, b=4, v=6, d=3, h=5))
    compare.teacher_forcing_loss(closed(rng, [2, 2, 1], 2, 8), *model(rng, b=3, v=8, d=2, h=4))


@task("loss", hint="A sentence may be cut off at T words.")
def test_sentences_without_eos(compare, rng):
    """A sentence without EOS is legal."""
    compare.teacher_forcing_loss(ragged(rng, [5, 5, 3], 5, 7), *model(rng, b=3, v=7, d=3, h=4))
    compare.teacher_forcing_loss(np.full((2, 1), 3), *model(rng, b=2, v=4, d=2, h=3))


@task("loss", points=2, hint="With no word at all the loss is 0. Do not divide by 0.")
def test_sentences_without_words(compare, rng):
    """A sentence without words adds nothing. Without any word, the loss is 0."""
    compare.teacher_forcing_loss(ragged(rng, [4, 0, 2], 5, 7), *model(rng, b=3, v=7, d=3, h=4))
    compare.teacher_forcing_loss(np.full((2, 3), PAD), *model(rng, b=2, v=5, d=2, h=3))
    compare.teacher_forcing_loss(np.full((1, 1), PAD), *model(rng, b=1, v=4, d=3, h=2))


@task("loss", points=2, hint="Padding must not change the loss.")
def test_more_padding_gives_the_same(compare, student, rng):
    """More padding gives the same loss."""
    targets, (h, weights) = closed(rng, [3, 5, 1], 5, 6), model(rng, b=3, v=6, d=2, h=4)
    loss = compare.teacher_forcing_loss(targets, h, weights)
    for more in 1, 4, 20:
        padded = np.concatenate([targets, np.full((3, more), PAD)], axis=1)
        assert_close(
            student.teacher_forcing_loss(padded, h, weights),
            loss,
            what="More padding must give the same loss; yours differs.",
        )


@task(
    "loss",
    points=2,
    hint="Use log-probabilities of decode_step. Take no logarithm of a probability that may be 0.",
)
def test_large_scores(compare, rng):
    """Scores of 1000 and more give a finite loss."""
    targets, (h, (*cell, Wo, bo)) = closed(rng, [3, 5, 1], 5, 6), model(rng, b=3, v=6, d=2, h=4)
    for scale in 300.0, 3000.0:
        compare.teacher_forcing_loss(targets, h, (*cell, scale * Wo, bo))
    compare.teacher_forcing_loss(targets, h, (*cell, Wo, bo + 1e4))


@task("loss", points=2, hint="Axis 0 has the sentences, and axis 1 has the words.")
def test_equal_sizes(compare, rng):
    """Some sizes are equal. The order of the axes is the same."""
    for b, t, v, d, h in COINCIDING:
        targets = rng.integers(BOS, v, size=(b, t))
        compare.teacher_forcing_loss(targets, *model(rng, b, v, d, h))
        targets[0, t // 2 + 1 :] = PAD
        compare.teacher_forcing_loss(targets, *model(rng, b, v, d, h))


@task("loss", hint="Each step starts from the state of the step before.")
def test_many_words(compare, rng):
    """After fifty words, the context still has an effect."""
    h, (E, Wx, Wh, b, Wo, bo) = model(rng, b=3, v=6, d=3, h=5)
    turn, _ = np.linalg.qr(Wh)  # keeps the length of a state
    weights = 0.02 * E, Wx, turn, 0.0 * b, Wo, bo
    compare.teacher_forcing_loss(closed(rng, [50, 47, 33], 50, 6), 0.05 * h, weights)


@task("loss", points=2, hint="The context of the encoder is the first state of the decoder.")
def test_each_sentence_has_its_own_context(compare, rng):
    """The same sentence has another loss with another context."""
    targets, weights = closed(rng, [4, 4, 4], 4, 6), decoder(rng, v=6, d=2, h=5)
    targets[1:] = targets[0]
    h = contexts(rng, 3, 5)
    for each in h, h[::-1], 0.0 * h:
        compare.teacher_forcing_loss(targets, each, weights)
    for row in range(3):
        compare.teacher_forcing_loss(targets[row : row + 1], h[row : row + 1], weights)


@task("loss", points=2, hint="The loss of what greedy decoding wrote is its mean negative log-probability.")
def test_loss_of_decoded_sentences(compare, student, reference, rng):
    """For a sentence from greedy decoding, the loss is its negative log-probability divided by its words."""
    h, (*rest, bo) = model(rng, b=1, v=7, d=3, h=4)
    bo[PAD] = -100.0
    tokens, log_prob = reference.greedy_decode(h, (*rest, bo), 6)
    assert_close(
        student.teacher_forcing_loss(tokens, h, (*rest, bo)),
        -log_prob[0] / np.sum(tokens != PAD),
        what="The loss must be the mean negative log-probability of the words; yours is not.",
    )


@task("loss", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes(compare, rng):
    """Parameters may be float32 or integers, and targets may have any integer type."""
    targets, (h, weights) = closed(rng, [4, 2, 3], 4, 6), model(rng, b=3, v=6, d=2, h=4)
    compare.teacher_forcing_loss(targets, single(h), single(weights), rtol=1e-5, atol=1e-5)
    for dtype in np.int64, *NARROW:
        compare.teacher_forcing_loss(targets.astype(dtype), h, weights)
        for cell in integer_encoders(rng, dtype, v=6, d=3, h=4):
            before, Wo, bo = whole(rng, dtype, (3, 4), (4, 6), (6,))
            compare.teacher_forcing_loss(targets, before, (*cell, Wo, bo))
    compare.teacher_forcing_loss(targets.T.copy().T, h, weights)


@task("loss", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first = closed(rng, [4, 2], 4, 6), *model(rng, b=2, v=6, d=3, h=4)
    other = closed(rng, [2, 1, 3], 3, 5), *model(rng, b=3, v=5, d=2, h=4)
    for arguments in first, other, first:
        compare.teacher_forcing_loss(*arguments)
