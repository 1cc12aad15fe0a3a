"""You sorted the words, but left the states in their old order.
A sentence then goes on from the state of another. Take each state from the beginning that was extended."""


def beam_search(h, decoder, width, max_length):
    _require_positive("width", width)
    _require_positive("max_length", max_length)
    h = _real(h)
    tokens, scores, states = np.full((1, 1), BOS), np.zeros(1, h.dtype), h[np.newaxis]
    for _ in range(max_length):
        log_probs, states = decode_step(tokens[:, -1], states, decoder)
        ended = (tokens == EOS).any(axis=1)
        log_probs[ended] = -np.inf
        log_probs[ended, PAD] = 0
        totals = (scores[:, np.newaxis] + log_probs).ravel()
        best = np.argsort(-totals, kind="stable")[:width]
        best = best[totals[best] > -np.inf]
        beginning, word = best // log_probs.shape[1], best % log_probs.shape[1]
        tokens = np.concatenate([tokens[beginning], word[:, np.newaxis]], axis=1)
        scores = totals[best]
        states = states[np.arange(len(best)) % len(states)]
    return tokens[:, 1:], scores
