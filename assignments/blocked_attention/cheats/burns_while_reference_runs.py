"""Keeps the core busy between its calls, so that the reference becomes slow.

verdict: forbidden | no faster than naive
"""

import threading

import numpy as np

busy = threading.Event()
busy.set()


def honest(q, k, v):
    out = np.empty((*q.shape[:2], v.shape[2]), np.result_type(q.dtype, k.dtype, v.dtype, 1.0))
    q = q.astype(out.dtype, copy=False)
    for i in range(q.shape[0]):
        for t in range(q.shape[1]):
            scores = k[i] @ q[i, t] / q.shape[2] ** 0.5
            weights = np.exp(scores - scores.max())
            out[i, t] = weights @ v[i] / weights.sum()
    return out


def burn():
    big = np.ones(1 << 20)
    while True:
        busy.wait()
        np.sqrt(big, out=big)


threading.Thread(target=burn, daemon=True).start()


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be at least 1")
    busy.clear()
    try:
        return honest(q, k, v)
    finally:
        busy.set()
