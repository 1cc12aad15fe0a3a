import numpy as np


def k_max_pool(x, k):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(float)
    T = x.shape[-1]
    if k < 1 or k > T:
        raise ValueError(f"k = {k}")
    out = []
    for row in x.reshape(-1, T):
        limit = sorted(row)[T - k]
        keep = [v for v in row if v >= limit][:k]
        out.append(keep)
    return np.array(out, dtype=x.dtype).reshape(*x.shape[:-1], k)
