import math

import numpy as np


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    m1, m0, S = np.asarray(mu1), np.asarray(mu0), np.asarray(Sigma)
    m1 = m1 if m1.dtype.kind == "f" else m1.astype(np.float64)
    m0 = m0 if m0.dtype.kind == "f" else m0.astype(np.float64)
    S = S if S.dtype.kind == "f" else S.astype(np.float64)
    if m1.ndim != 1 or m0.shape != m1.shape or S.shape != (m1.size, m1.size):
        raise ValueError("the shapes do not fit")
    if not n1 > 0 or not n0 > 0:
        raise ValueError("n1 and n0 have to be positive")
    try:
        np.linalg.cholesky(S)
    except np.linalg.LinAlgError:
        raise ValueError("Sigma has to be positive definite")
    w = S.dot(m1 - m0)
    b = float(m0 @ np.linalg.solve(S, m0) - m1 @ np.linalg.solve(S, m1)) / 2
    b += math.log(float(n0) / float(n1))
    return w, b
