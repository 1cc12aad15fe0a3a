"""Over-engineered: the attention to each block of keys with its log-sum-exp, joined in a class with logaddexp.

tier: in blocks
advice: none
"""

import numpy as np


class Attended:
    def __init__(self, out, logs):
        self.out, self.logs = out, logs

    @classmethod
    def to(cls, q, k, v):
        s = q @ k.T
        top = s.max(axis=1, keepdims=True)
        e = np.exp(np.subtract(s, top, out=s), out=s)
        total = e.sum(axis=1, keepdims=True)
        return cls(e @ v / total, top + np.log(total))

    def __add__(self, other):
        logs = np.logaddexp(self.logs, other.logs)
        return Attended(self.out * np.exp(self.logs - logs) + other.out * np.exp(other.logs - logs), logs)


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block is below 1")
    dtype = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    q, k, v = (q / q.shape[2] ** 0.5).astype(dtype), k.astype(dtype), v.astype(dtype)
    out = np.empty((*q.shape[:2], v.shape[2]), dtype)
    for n in range(len(q)):
        for i in range(0, q.shape[1], block):
            rows = slice(i, i + block)
            parts = (slice(j, j + block) for j in range(0, k.shape[1], block))
            first, *others = (Attended.to(q[n, rows], k[n, part], v[n, part]) for part in parts)
            out[n, rows] = sum(others, start=first).out
    return out
