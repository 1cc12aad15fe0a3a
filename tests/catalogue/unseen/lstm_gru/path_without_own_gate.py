import numpy as np


def memory_path(f_gates):
    f = np.asarray(f_gates)
    if f.dtype.kind != "f":
        f = f.astype(np.float64)
    out = np.empty_like(f)
    p = np.ones_like(f[:, 0])
    for t in range(f.shape[1] - 1, -1, -1):
        out[:, t] = p
        p = p * f[:, t]
    return out
