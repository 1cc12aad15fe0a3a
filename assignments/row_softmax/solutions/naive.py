"""Row by row: hardly any memory, and five or six calls of NumPy for each of thousands of short rows.

earns: 0 points
"""

import numpy as np


def row_softmax(x):
    p = np.zeros(x.shape, np.result_type(x.dtype, 1.0))
    for i, row in enumerate(x):
        top = row.max()
        if top == -np.inf:
            continue
        weights = np.exp(row.astype(p.dtype) - top)
        p[i] = weights / weights.sum()
    return p
