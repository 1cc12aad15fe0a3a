"""Takes the largest entry of all rows k times; in a copy, each that was taken is replaced by the smallest number.

tier: none
advice: k rounds read every entry k times
"""

import numpy as np


def top_k(x, k):
    if x.ndim != 2 or not (1 <= k <= x.shape[1]):
        raise ValueError("wrong k or no matrix")
    smallest = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    rest = np.array(x)
    rows = np.arange(len(x))
    found = np.empty((len(x), k), x.dtype)
    for j in range(k):
        where = rest.argmax(axis=1)
        found[:, j] = rest[rows, where]
        rest[rows, where] = smallest
    return found
