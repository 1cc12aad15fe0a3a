"""Float64 copies, padded to whole chunks and ordered so that a time of all chunks is contiguous; converted back.

tier: in chunks
advice: keeps further arrays
"""

import numpy as np

STEPS = 32


def linear_recurrence(a, x):
    T, D = x.shape
    chunks = -(-T // STEPS)
    factors, states = np.ones((chunks * STEPS, D)), np.zeros((chunks * STEPS, D))
    factors[:T], states[:T] = a, x
    factors = factors.reshape(chunks, STEPS, D).swapaxes(0, 1).copy()
    states = states.reshape(chunks, STEPS, D).swapaxes(0, 1).copy()
    for i in range(1, STEPS):
        states[i] += factors[i] * states[i - 1]
        factors[i] *= factors[i - 1]
    carried = np.zeros((chunks, D))
    for c in range(1, chunks):
        carried[c] = factors[-1, c - 1] * carried[c - 1] + states[-1, c - 1]
    states += factors * carried
    result = states.swapaxes(0, 1).reshape(-1, D)[:T]
    return result.astype(x.dtype if x.dtype.kind == "f" else np.float64)
