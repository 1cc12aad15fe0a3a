"""You kept the smallest values. Sorting puts the smallest first unless told otherwise; look at which end you
take.
"""

import numpy as np


def k_max_pool(x, k):
    x = x if x.dtype.kind == "f" else x.astype(np.float64)
    if not 1 <= k <= x.shape[-1]:
        raise ValueError("k")
    strongest = np.argsort(x, axis=-1, kind="stable")[..., :k]
    return np.take_along_axis(x, np.sort(strongest, axis=-1), axis=-1)
