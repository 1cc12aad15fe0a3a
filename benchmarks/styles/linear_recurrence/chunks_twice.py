"""Chunks of 64 times: a run for what each chunk does to a state, a loop over chunks, a run that writes the states.

tier: in chunks
advice: none
"""

import numpy as np

C = 64


def linear_recurrence(a, x):
    T, D = x.shape
    h = np.empty((T, D), np.result_type(x.dtype, 1.0))
    count = T // C
    cut = count * C
    state = np.zeros(D, h.dtype)
    if count:
        aa, xx, hh = a[:cut].reshape(count, C, D), x[:cut].reshape(count, C, D), h[:cut].reshape(count, C, D)
        factor = np.prod(aa, axis=1, dtype=h.dtype)
        begin = np.zeros((count, D), h.dtype)
        for i in range(C):
            begin = aa[:, i] * begin + xx[:, i]
        for c in range(count):
            begin[c], state = state, factor[c] * state + begin[c]
        for i in range(C):
            begin *= aa[:, i]
            begin += xx[:, i]
            hh[:, i] = begin
    for t in range(cut, T):
        h[t] = state = a[t] * state + x[t]
    return h
