"""You took the state at the place that the number of words gives, and ran the step at PAD too.
PAD may also stand before or between the words. Look at each id: at PAD, keep the state."""

import numpy as np


def encode(source, encoder):
    E, Wx, Wh, b = (_real(part) for part in encoder)
    h = np.zeros((len(source), len(b)), b.dtype)
    lengths = (source != 0).sum(axis=1)
    kept = h
    for t in range(source.shape[1]):
        h = np.tanh(E[source[:, t]] @ Wx + h @ Wh + b)
        kept = np.where((lengths == t + 1)[:, None], h, kept)
    return kept
