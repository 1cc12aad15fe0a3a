"""Blocks of 64 times: steps are joined over 1, 2, 4 up to 32 times in each; then each block in turn gets its start.

tier: in chunks
advice: keeps further arrays
"""

import numpy as np

LENGTH = 64


def linear_recurrence(a, x):
    dtype = np.result_type(a.dtype, x.dtype, 1.0)
    T, D = x.shape
    h, products = x.astype(dtype), a.astype(dtype)
    if T % LENGTH:
        missing = ((0, LENGTH - T % LENGTH), (0, 0))
        h, products = np.pad(h, missing), np.pad(products, missing)
    h = h.reshape(-1, LENGTH, D)
    products = products.reshape(-1, LENGTH, D)
    gap = 1
    while gap < LENGTH:
        h[:, gap:] += products[:, gap:] * h[:, :-gap]
        products[:, gap:] = products[:, gap:] * products[:, :-gap]
        gap *= 2
    for block in range(1, len(h)):
        h[block] += products[block] * h[block - 1, -1]
    return h.reshape(-1, D)[:T]
