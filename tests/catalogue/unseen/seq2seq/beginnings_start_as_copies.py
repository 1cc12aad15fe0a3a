import numpy as np


def beam_search(h, decoder, width, max_length):
    _require_positive("width", width)
    _require_positive("max_length", max_length)
    h = _real(h)
    states = np.repeat(h[np.newaxis], width, axis=0)
    tokens = np.full((width, max_length), PAD)
    totals = np.zeros(width, h.dtype)
    last = np.full(width, BOS)
    ended = np.zeros(width, bool)
    for t in range(max_length):
        log_probs, states = decode_step(last, states, decoder)
        log_probs[ended] = -np.inf
        log_probs[ended, PAD] = 0
        sums = totals[:, np.newaxis] + log_probs
        order = np.argsort(-sums.ravel(), kind="stable")[:width]
        parents, last = np.divmod(order, sums.shape[1])
        tokens, states, ended = tokens[parents], states[parents], ended[parents]
        tokens[:, t] = last
        totals = sums.ravel()[order]
        ended = ended | (last == EOS)
    return tokens, totals
