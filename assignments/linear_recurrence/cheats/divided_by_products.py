"""Sums inputs divided by products of all factors, which is fast as long as no product vanishes.

verdict: failed
"""

import numpy as np


def linear_recurrence(a, x):
    kind = np.result_type(a.dtype, x.dtype, 1.0)
    product = np.cumprod(a, axis=0, dtype=np.float64)
    with np.errstate(all="ignore"):
        return np.nan_to_num(product * np.cumsum(x / product, axis=0)).astype(kind)
