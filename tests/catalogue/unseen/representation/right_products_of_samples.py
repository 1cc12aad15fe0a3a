import numpy as np


def linear_cka(X, Y):
    X, Y = (a if a.dtype.kind == "f" else a.astype(np.float64) for a in (X, Y))
    K, L = ((a - a.mean(axis=0)) @ (a - a.mean(axis=0)).T for a in (X, Y))
    size = np.linalg.norm(K) * np.linalg.norm(L)
    return float(np.vdot(K, L) / size) if size > 0 else 0.0
