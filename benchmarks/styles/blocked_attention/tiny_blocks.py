"""The softmax in blocks as in the statement, but with blocks of 16 queries and 16 keys by default.

tier: none
advice: Let one product serve many queries, instead of a few small calls for each
"""

import numpy as np


def blocked_attention(q, k, v, block=16):
    if block < 1:
        raise ValueError("block must be 1 or more")
    dtype = np.result_type(q.dtype, k.dtype, v.dtype, 1.0)
    q, k, v = (q * (1.0 / np.sqrt(q.shape[2]))).astype(dtype), k.astype(dtype), v.astype(dtype)
    result = np.zeros((q.shape[0], q.shape[1], v.shape[2]), dtype)
    for b in range(q.shape[0]):
        for i in range(0, q.shape[1], block):
            qi = q[b, i : i + block]
            m, total, a = np.full((len(qi), 1), np.finfo(dtype).min, dtype), 0, 0
            for j in range(0, k.shape[1], block):
                s = qi @ k[b, j : j + block].T
                m, before = np.maximum(m, s.max(axis=1, keepdims=True)), m
                p, fade = np.exp(s - m), np.exp(before - m)
                total = total * fade + p.sum(axis=1, keepdims=True)
                a = a * fade + p @ v[b, j : j + block]
            result[b, i : i + block] = a / total
    return result
