"""The reference of seq2seq against PyTorch, exhaustive search, invariants and extremes."""

from __future__ import annotations

import doctest
import importlib.util
import itertools
from pathlib import Path

import numpy as np
import pytest
import torch

PAD, BOS, EOS = 0, 1, 2
SIZES = [(1, 1, 3, 1, 1), (4, 6, 7, 3, 5), (3, 3, 3, 3, 3), (2, 40, 5, 2, 6)]  # B, T, V, D, H
INDEPENDENT = sorted((Path(__file__).parents[2] / "assignments" / "seq2seq" / "independent").glob("*.py"))


@pytest.fixture
def seq2seq(load):
    return load("seq2seq")


@pytest.fixture
def rng():
    return np.random.default_rng(25)


def encoder(rng, v, d, h):
    return (
        rng.normal(size=(v, d)),
        rng.normal(0, 0.8, size=(d, h)),
        rng.normal(size=(h, h)) / np.sqrt(h),
        rng.normal(0, 0.5, size=h),
    )


def decoder(rng, v, d, h):
    return *encoder(rng, v, d, h), rng.normal(0, 1.5, size=(h, v)), rng.normal(size=v)


def state(rng, b, h):
    return np.tanh(rng.normal(size=(b, h)))


def sentences(rng, b, t, v):
    """Words, EOS at a place of its own in each row, and PAD behind."""
    ids = rng.integers(3, max(v, 4), size=(b, t)) if v > 3 else np.ones((b, t), int)
    for row in ids:
        end = rng.integers(0, t)
        row[end], row[end + 1 :] = EOS, PAD
    return ids


def torch_states(ids, h, E, Wx, Wh, b):
    """States of torch.nn.RNN after each word of one sentence; its matrices are the transposes of ours."""
    module = torch.nn.RNN(Wx.shape[0], Wh.shape[0], batch_first=True, dtype=torch.float64)
    for name, value in ("weight_ih", Wx.T), ("weight_hh", Wh.T), ("bias_ih", b), ("bias_hh", 0 * b):
        getattr(module, f"{name}_l0").data = torch.tensor(value)
    with torch.no_grad():
        states, _ = module(torch.tensor(E[ids])[None], torch.tensor(h)[None, None])
    return states[0]


def log_probability(words, h, E, Wx, Wh, b, Wo, bo):
    """Log-probability of each word of one sentence, by PyTorch."""
    states = torch_states(np.array([BOS, *words[:-1]]), h, E, Wx, Wh, b)
    rows = torch.log_softmax(states @ torch.tensor(Wo) + torch.tensor(bo), dim=1)
    return rows[torch.arange(len(words)), torch.tensor(words)].numpy()


def written(row):
    """The words of a row of tokens up to EOS."""
    row = list(row)
    return row[: row.index(EOS) + 1] if EOS in row else row


def every_result(module, ids, h, weights):
    """All arrays and numbers that the six functions give."""
    return (
        module.encode(ids, weights[:4]),
        *module.decode_step(ids[:, 0], h, weights),
        *module.greedy_decode(h, weights, 6),
        *module.beam_search(h[1], weights, 3, 6),
        *module.parallel_decode(h, weights),
        module.teacher_forcing_loss(ids, h, weights),
    )


def test_doctests(seq2seq):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(seq2seq)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("size", SIZES)
def test_context_agrees_with_torch(seq2seq, rng, size):
    """The context is the last state of torch.nn.RNN on the words without PAD."""
    b, t, v, d, h = size
    weights, source = encoder(rng, v, d, h), rng.integers(0, v, size=(b, t))
    for context, ids in zip(seq2seq.encode(source, weights), source, strict=True):
        words = ids[ids != PAD]
        expected = torch_states(words, np.zeros(h), *weights)[-1] if len(words) else np.zeros(h)
        np.testing.assert_allclose(context, expected, rtol=1e-10, atol=1e-13)


def test_padding_does_not_change_the_context(seq2seq, rng):
    """PAD in front, between and behind leaves the context bit for bit as it was."""
    weights, source = encoder(rng, 6, 3, 4), rng.integers(1, 6, size=(2, 5))
    padded = np.insert(source, [0, 2, 2, 5], PAD, axis=1)
    np.testing.assert_array_equal(seq2seq.encode(padded, weights), seq2seq.encode(source, weights))


@pytest.mark.parametrize("size", SIZES)
def test_step_agrees_with_torch(seq2seq, rng, size):
    """Log-probabilities and state are those of PyTorch, and the probabilities sum to 1."""
    b, _, v, d, h = size
    weights, before, token = decoder(rng, v, d, h), state(rng, b, h), rng.integers(0, v, size=b)
    log_probs, after = seq2seq.decode_step(token, before, weights)
    E, Wx, Wh, bias, Wo, bo = map(torch.tensor, weights)
    expected = torch.tanh(E[token] @ Wx + torch.tensor(before) @ Wh + bias)
    np.testing.assert_allclose(after, expected, rtol=1e-12)
    np.testing.assert_allclose(log_probs, torch.log_softmax(expected @ Wo + bo, dim=1), rtol=1e-10)
    np.testing.assert_allclose(np.exp(log_probs).sum(axis=1), 1, rtol=1e-12)


def test_large_scores(seq2seq):
    """A probability of e^-2000 keeps its logarithm."""
    weights = np.zeros((3, 1)), np.zeros((1, 1)), np.zeros((1, 1)), np.zeros(1), np.zeros((1, 3))
    log_probs, _ = seq2seq.decode_step(
        np.array([1]), np.zeros((1, 1)), (*weights, np.array([1000.0, -1000.0, 0.0]))
    )
    np.testing.assert_array_equal(log_probs, [[0.0, -2000.0, -1000.0]])


@pytest.mark.parametrize("size", SIZES)
def test_greedy_takes_the_best_word_in_each_step(seq2seq, rng, size):
    """Each word written is the argmax after the words before it, and the score is the sum, by PyTorch."""
    b, t, v, d, h = size
    weights, contexts = decoder(rng, v, d, h), state(rng, b, h)
    tokens, log_prob = seq2seq.greedy_decode(contexts, weights, t)
    assert tokens.shape == (b, t)
    for row, total, context in zip(tokens, log_prob, contexts, strict=True):
        words = written(row)
        assert (row[len(words) :] == PAD).all()
        for place in range(len(words)):
            best = max(range(v), key=lambda k: log_probability([*words[:place], k], context, *weights)[-1])
            assert words[place] == best
        np.testing.assert_allclose(log_probability(words, context, *weights).sum(), total, rtol=1e-10)


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_wide_beam_is_exhaustive_search(seq2seq, rng, length):
    """A beam as wide as there are sentences finds all of them, in the order of their probability."""
    weights, context = decoder(rng, 4, 2, 3), state(rng, 1, 3)[0]
    every = {tuple(written(each)) for each in itertools.product(range(4), repeat=length)}
    scores = {words: log_probability(list(words), context, *weights).sum() for words in every}
    tokens, found = seq2seq.beam_search(context, weights, 4**length + 1, length)
    best = sorted(scores, key=lambda words: -scores[words])
    assert [tuple(written(row)) for row in tokens] == best
    np.testing.assert_allclose(found, [scores[words] for words in best], rtol=1e-10)
    np.testing.assert_allclose(np.exp(found).sum(), 1, rtol=1e-10)


def pruned(width, length, context, weights):
    """Beam search once more, from its definition: every score is computed anew, by PyTorch."""
    beam, v = [()], len(weights[0])
    for _ in range(length):
        grown = [w for words in beam for w in ([words] if EOS in words else [(*words, k) for k in range(v)])]
        beam = sorted(grown, key=lambda words: -log_probability(list(words), context, *weights).sum())[:width]
    return beam


@pytest.mark.parametrize("width", [1, 2, 3, 7])
def test_narrow_beam(seq2seq, rng, width):
    """The beam is that of the definition; with a width of 1 it is greedy decoding."""
    for _ in range(4):
        weights, context = decoder(rng, 5, 2, 4), state(rng, 1, 4)
        tokens, _ = seq2seq.beam_search(context[0], weights, width, 6)
        assert [tuple(written(row)) for row in tokens] == pruned(width, 6, context[0], weights)
        if width == 1:
            np.testing.assert_array_equal(tokens, seq2seq.greedy_decode(context, weights, 6)[0])


def test_ties_in_the_beam_keep_their_order(seq2seq):
    """A decoder without weights finds all words equal: the lowest ids of the first beginning stay."""
    weights = tuple(np.zeros(shape) for shape in [(4, 2), (2, 3), (3, 3), (3,), (3, 4), (4,)])
    tokens, scores = seq2seq.beam_search(np.zeros(3), weights, 3, 2)
    np.testing.assert_array_equal(tokens, [[2, 0], [0, 0], [0, 1]])
    np.testing.assert_allclose(scores, np.log([1 / 4, 1 / 16, 1 / 16]))


def test_parallel_words_depend_on_their_place_alone(seq2seq, rng):
    """Word by word, each place is a step of the decoder from the context."""
    (P, *weights), contexts = decoder(rng, 6, 3, 4), state(rng, 5, 4)
    P = P[:6]
    tokens, log_prob = seq2seq.parallel_decode(contexts, (P, *weights))
    for row, total, context in zip(tokens, log_prob, contexts, strict=True):
        places = [seq2seq.decode_step(np.array([t]), context[None], (P, *weights))[0][0] for t in range(6)]
        words = written([int(place.argmax()) for place in places])
        assert list(row) == words + [PAD] * (6 - len(words))
        np.testing.assert_allclose(total, sum(p.max() for p in places[: len(words)]), rtol=1e-10)


@pytest.mark.parametrize("size", SIZES)
def test_loss_agrees_with_torch(seq2seq, rng, size):
    """The loss is torch's cross entropy with PAD as ignored index."""
    b, t, v, d, h = size
    weights, contexts, targets = decoder(rng, v, d, h), state(rng, b, h), sentences(rng, b, t, v)
    E, Wx, Wh, bias, Wo, bo = weights
    inputs = np.insert(targets, 0, BOS, axis=1)[:, :-1]
    states = torch.stack([torch_states(i, c, E, Wx, Wh, bias) for i, c in zip(inputs, contexts, strict=True)])
    logits = states @ torch.tensor(Wo) + torch.tensor(bo)
    expected = torch.nn.functional.cross_entropy(
        logits.flatten(0, 1), torch.tensor(targets).flatten(), ignore_index=PAD
    )
    loss = seq2seq.teacher_forcing_loss(targets, contexts, weights)
    np.testing.assert_allclose(loss, expected, rtol=1e-10)


def test_loss_of_what_greedy_decoding_wrote(seq2seq, rng):
    """The log-probabilities of the written words and the loss belong together."""
    weights, contexts = decoder(rng, 5, 3, 4), state(rng, 6, 4)
    tokens, log_prob = seq2seq.greedy_decode(contexts, weights, 7)
    words = sum(len(written(row)) for row in tokens)
    loss = seq2seq.teacher_forcing_loss(tokens, contexts, weights)
    lost = sum((np.array(written(row)) == PAD).sum() for row in tokens)
    assert lost == 0
    np.testing.assert_allclose(loss, -log_prob.sum() / words, rtol=1e-10)


def test_a_batch_without_words_has_loss_0(seq2seq, rng):
    """0 words: 0, not NaN."""
    targets = np.zeros((2, 3), int)
    assert seq2seq.teacher_forcing_loss(targets, state(rng, 2, 4), decoder(rng, 5, 3, 4)) == 0


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, np.uint16, np.int32, np.int64, np.uint64])
def test_ids_and_parameters_of_any_width(seq2seq, dtype):
    """Integers become float64 before any arithmetic, ids of each width are ids."""
    shapes = [(4, 2), (2, 3), (3, 3), (3,), (3, 4), (4,)]
    weights = tuple((np.arange(np.prod(shape)).reshape(shape) * 9).astype(dtype) for shape in shapes)
    wide = tuple(part.astype(np.float64) for part in weights)
    ids, h = np.array([[3, 2], [1, 0]], dtype), np.ones((2, 3), dtype)
    for narrow, floats in zip(
        every_result(seq2seq, ids, h, weights),
        every_result(seq2seq, ids.astype(np.int64), h.astype(np.float64), wide),
        strict=True,
    ):
        np.testing.assert_array_equal(narrow, floats)
        assert np.asarray(narrow).dtype == np.asarray(floats).dtype


def test_float32_stays_float32(seq2seq, rng):
    """All results that are arrays of numbers have the dtype of the parameters."""
    weights = tuple(part.astype(np.float32) for part in decoder(rng, 5, 3, 4))
    h = state(rng, 2, 4).astype(np.float32)
    assert seq2seq.encode(np.array([[3, 0]]), weights[:4]).dtype == np.float32
    assert [a.dtype for a in seq2seq.decode_step(np.array([1, 1]), h, weights)] == [np.float32] * 2
    for _, scores in (
        seq2seq.greedy_decode(h, weights, 4),
        seq2seq.beam_search(h[0], weights, 3, 4),
        seq2seq.parallel_decode(h, weights),
    ):
        assert scores.dtype == np.float32


@pytest.mark.parametrize("bad", [0, -1])
def test_lengths_and_widths_below_1_are_refused(seq2seq, rng, bad):
    """ValueError says which argument it is."""
    weights, h = decoder(rng, 5, 3, 4), state(rng, 2, 4)
    with pytest.raises(ValueError, match="max_length"):
        seq2seq.greedy_decode(h, weights, bad)
    with pytest.raises(ValueError, match="max_length"):
        seq2seq.beam_search(h[0], weights, 2, bad)
    with pytest.raises(ValueError, match="width"):
        seq2seq.beam_search(h[0], weights, bad, 2)


@pytest.mark.parametrize("path", INDEPENDENT, ids=lambda path: path.stem)
def test_independent_answers_agree(seq2seq, rng, path):
    """The answers in other styles give the same on ordinary inputs."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    other = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(other)
    inputs = sentences(rng, 4, 6, 7), state(rng, 4, 5), decoder(rng, 7, 3, 5)
    for ours, theirs in zip(every_result(seq2seq, *inputs), every_result(other, *inputs), strict=True):
        np.testing.assert_allclose(theirs, ours, rtol=1e-8, atol=1e-12)
