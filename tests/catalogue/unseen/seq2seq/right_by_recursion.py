import numpy as np


def encode(source, encoder):
    E, Wx, Wh, b = (np.asarray(a) * 1.0 if np.asarray(a).dtype.kind != "f" else a for a in encoder)
    if source.shape[1] == 0:
        return np.zeros((len(source), b.size), dtype=b.dtype)
    before = encode(source[:, :-1], (E, Wx, Wh, b))
    last = source[:, -1]
    step = np.tanh(E[last] @ Wx + before @ Wh + b)
    keep = (last == 0)[:, None]
    return keep * before + ~keep * step


def teacher_forcing_loss(targets, h, decoder):
    def losses(words, last, state):
        if len(words) == 0 or words[0] == 0:
            return []
        row, after = decode_step(np.array([last]), state, decoder)
        return [-row[0, words[0]], *losses(words[1:], words[0], after)]

    every = [loss for words, state in zip(targets, h) for loss in losses(words, 1, state[None])]
    return sum(every) / len(every) if every else 0
