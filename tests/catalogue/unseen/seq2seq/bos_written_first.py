import numpy as np


def greedy_decode(h, decoder, max_length):
    _require_positive("max_length", max_length)
    tokens = np.full((len(h), max_length), PAD)
    tokens[:, 0] = BOS
    log_prob = np.zeros(len(h), _real(h).dtype)
    done = np.zeros(len(h), bool)
    for t in range(1, max_length):
        log_probs, h = decode_step(tokens[:, t - 1], h, decoder)
        word = log_probs.argmax(axis=1)
        tokens[:, t] = np.where(done, PAD, word)
        log_prob += np.where(done, 0, log_probs.max(axis=1))
        done |= word == EOS
    return tokens, log_prob
