import numpy as np


def greedy_decode(h, decoder, max_length):
    if not max_length > 0:
        raise ValueError(max_length)
    count = h.shape[0]
    tokens = np.zeros((count, max_length), dtype=np.int32)
    gained = None
    open_rows = np.arange(count)
    words, states = np.ones(count, dtype=np.int32), h
    for place in range(max_length):
        if open_rows.size == 0:
            break
        log_probs, states = decode_step(words, states, decoder)
        if gained is None:
            gained = np.zeros(count, dtype=log_probs.dtype)
        words = np.argmax(log_probs, axis=1)
        tokens[open_rows, place] = words
        gained[open_rows] += log_probs[np.arange(open_rows.size), words]
        goes_on = words != 2
        open_rows, words, states = open_rows[goes_on], words[goes_on], states[goes_on]
    return tokens, gained
