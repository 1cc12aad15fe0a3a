import numpy as np


def k_max_pool(x, k):
    x = _real(x)
    T = x.shape[-1]
    if k < 1 or k > T:
        raise ValueError("k must be between 1 and T")
    places = np.argsort(x, axis=-1, kind="mergesort")[..., T - k :]
    places.sort(axis=-1)
    return np.take_along_axis(x, places, axis=-1)
