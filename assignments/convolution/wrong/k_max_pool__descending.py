"""You returned the values from the largest to the smallest. They stay in the order in which they stand in the
sequence; look at what sorting did to their places.
"""

import numpy as np


def k_max_pool(x, k):
    x = x if x.dtype.kind == "f" else x.astype(np.float64)
    if not 1 <= k <= x.shape[-1]:
        raise ValueError("k")
    strongest = np.argsort(-x, axis=-1, kind="stable")[..., :k]
    return np.take_along_axis(x, strongest, axis=-1)
