"""Computed in float64 in one matrix, and turned into the dtype of the argument at the end.

tier: whole passes
advice: Your function holds more than its result
"""

import numpy as np


def row_softmax(x):
    kind = x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)
    z = x.astype(np.float64)
    top = z.max(axis=1)[:, None]
    z -= np.where(np.isfinite(top), top, 0.0)
    np.exp(z, out=z)
    total = z.sum(axis=1)[:, None]
    z /= np.where(total > 0, total, 1.0)
    return z.astype(kind)
