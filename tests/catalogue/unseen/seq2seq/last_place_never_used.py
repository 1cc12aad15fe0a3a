import numpy as np


def greedy_decode(h, decoder, max_length):
    _require_positive("max_length", max_length)
    sentences, totals = [], []
    for state in _real(h):
        words, total, state = [], state.dtype.type(0), state[np.newaxis]
        word = BOS
        while word != EOS and len(words) < max_length - 1:
            log_probs, state = decode_step(np.array([word]), state, decoder)
            word = int(log_probs[0].argmax())
            words.append(word)
            total += log_probs[0, word]
        sentences.append(words + [PAD] * (max_length - len(words)))
        totals.append(total)
    return np.array(sentences), np.array(totals)
