import numpy as np


def memory_path(f_gates):
    f = np.asarray(f_gates)
    f = f if np.issubdtype(f.dtype, np.floating) else f.astype(np.float64)
    forward = np.cumprod(f, axis=1)
    before = np.ones_like(f)
    before[:, 1:] = forward[:, :-1]
    return forward[:, -1:] / before
