"""Whole arrays: one-hot words, masks, and a beam whose beginnings are the batch of one step."""

import numpy as np

PAD, BOS, EOS = 0, 1, 2


def encode(source, encoder):
    E, Wx, Wh, b = floats(encoder)
    inputs = np.einsum("vd,dh->vh", E, Wx)[source] + b
    h = np.zeros((len(source), len(b)), b.dtype)
    for t, words in enumerate(np.moveaxis(inputs, 1, 0)):
        reads = source[:, t] != PAD
        h[reads] = np.tanh(words[reads] + h[reads] @ Wh)
    return h


def decode_step(token, h, decoder):
    E, Wx, Wh, b, Wo, bo = floats(decoder)
    (h,) = floats([h])
    one_hot = np.eye(len(E), dtype=E.dtype)[token]
    h = np.tanh(np.hstack([one_hot @ E, h]) @ np.vstack([Wx, Wh]) + b)
    return log_softmax(np.einsum("bh,hv->bv", h, Wo) + bo), h


def greedy_decode(h, decoder, max_length):
    if max_length <= 0:
        raise ValueError("max_length is too small")
    token = np.ones(len(h), int) * BOS
    tokens, gains = [], []
    for _ in range(max_length):
        log_probs, h = decode_step(token, h, decoder)
        token = np.argmax(log_probs, axis=-1)
        tokens.append(token)
        gains.append(np.take_along_axis(log_probs, token[:, None], axis=1)[:, 0])
    return cut(np.stack(tokens, axis=1), np.stack(gains, axis=1))


def beam_search(h, decoder, width, max_length):
    if min(width, max_length) <= 0:
        raise ValueError("width and max_length must be positive")
    states = np.asarray(h)[None]
    tokens = np.zeros((1, 0), int)
    scores = np.zeros(1)
    last = np.array([BOS])
    for _ in range(max_length):
        ended = np.any(tokens == EOS, axis=1)
        if ended.all():
            break
        log_probs, states = decode_step(last, states, decoder)
        scores = scores.astype(log_probs.dtype)
        log_probs[ended] = -np.inf
        log_probs[ended, PAD] = 0.0
        totals = scores[:, None] + log_probs
        order = np.argsort(-totals, axis=None, kind="stable")[:width]
        order = order[np.isfinite(totals.flat[order])]
        beginning, last = np.unravel_index(order, totals.shape)
        scores, states = totals.flat[order], states[beginning]
        tokens = np.hstack([tokens[beginning], last[:, None]])
    filled = np.pad(tokens, ((0, 0), (0, max_length - tokens.shape[1])), constant_values=PAD)
    return filled, scores


def parallel_decode(h, decoder):
    places = len(decoder[0])
    h = np.asarray(h)
    everywhere = np.repeat(h, places, axis=0)
    log_probs, _ = decode_step(np.tile(np.arange(places), len(h)), everywhere, decoder)
    log_probs = log_probs.reshape(len(h), places, -1)
    return cut(log_probs.argmax(axis=-1), log_probs.max(axis=-1))


def teacher_forcing_loss(targets, h, decoder):
    targets = np.asarray(targets, dtype=np.int64)
    inputs = np.pad(targets, ((0, 0), (1, 0)), constant_values=BOS)
    rows = []
    for t in range(targets.shape[1]):
        log_probs, h = decode_step(inputs[:, t], h, decoder)
        rows.append(log_probs)
    log_probs = np.take_along_axis(np.stack(rows, axis=1), targets[:, :, None], axis=2)[:, :, 0]
    words = log_probs[targets != PAD]
    return -words.mean() if words.size else 0.0


def cut(tokens, gains):
    """PAD and 0 behind the first EOS of each row."""
    kept = np.cumsum(np.pad(tokens == EOS, ((0, 0), (1, 0))), axis=1)[:, :-1] == 0
    return tokens * kept, (gains * kept).sum(axis=1)


def log_softmax(z):
    return z - np.logaddexp.reduce(z, axis=-1, keepdims=True)


def floats(arrays):
    return [a if np.asarray(a).dtype.kind == "f" else np.asarray(a, dtype=np.float64) for a in arrays]
