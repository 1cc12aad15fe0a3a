"""You chose the values of the largest magnitude. A value far below 0 is small; look at what you sort by."""

import numpy as np


def k_max_pool(x, k):
    x = x if x.dtype.kind == "f" else x.astype(np.float64)
    if not 1 <= k <= x.shape[-1]:
        raise ValueError("k")
    strongest = np.argsort(-np.abs(x), axis=-1, kind="stable")[..., :k]
    return np.take_along_axis(x, np.sort(strongest, axis=-1), axis=-1)
