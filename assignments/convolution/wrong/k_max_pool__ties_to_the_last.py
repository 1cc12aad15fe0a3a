"""You kept the last of equal values. The earlier ones are taken first, which can change what stands beside
what; look at how your sorting treats ties.
"""

import numpy as np


def k_max_pool(x, k):
    x = x if x.dtype.kind == "f" else x.astype(np.float64)
    if not 1 <= k <= x.shape[-1]:
        raise ValueError("k")
    strongest = np.argsort(x, axis=-1, kind="stable")[..., -k:]
    return np.take_along_axis(x, np.sort(strongest, axis=-1), axis=-1)
