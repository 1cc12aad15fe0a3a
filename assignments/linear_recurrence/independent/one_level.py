"""Chunks as long as there are chunks; the products of factors are kept, and what a chunk begins with is added later."""

import math

import numpy as np


def linear_recurrence(a, x):
    kind = np.result_type(a.dtype, x.dtype, 1.0)
    T, D = x.shape
    size = math.isqrt(T)
    count = -(-T // size)
    padded = [np.zeros((count * size, D), kind) for _ in range(2)]
    for to, values in zip(padded, (a, x), strict=True):
        to[:T] = values
    product, h = (v.reshape(count, size, D) for v in padded)
    for i in range(1, size):
        h[:, i] += product[:, i] * h[:, i - 1]
        product[:, i] *= product[:, i - 1]
    for c in range(1, count):
        h[c] += product[c] * h[c - 1, -1]
    return h.reshape(-1, D)[:T].copy()
