"""A loop over the rows that makes no new memory: each step writes into the row of the result.

tier: none
advice: Where rows are looped over, let one call work on all of them
"""

import numpy as np


def row_softmax(x):
    out = np.zeros(x.shape, np.result_type(x.dtype, 1.0))
    for row, p in zip(x, out, strict=True):
        top = np.maximum.reduce(row)
        if top > -np.inf:
            np.subtract(row, top, out=p, dtype=p.dtype)
            np.exp(p, out=p)
            np.divide(p, np.add.reduce(p), out=p)
    return out
