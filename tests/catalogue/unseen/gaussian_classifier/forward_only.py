import numpy as np


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    arrays = []
    for a in (mu1, mu0, Sigma):
        a = np.asarray(a)
        arrays.append(a if a.dtype.kind == "f" else a.astype(np.float64))
    mu1, mu0, Sigma = arrays
    if mu1.ndim != 1 or mu1.shape != mu0.shape:
        raise ValueError("mu1 and mu0 must be (d,)")
    if Sigma.shape != mu1.shape * 2:
        raise ValueError("Sigma must be (d, d)")
    if not (n1 > 0 and n0 > 0):
        raise ValueError("n1 and n0 must be positive")
    try:
        L = np.linalg.cholesky(Sigma)
    except np.linalg.LinAlgError:
        raise ValueError("Sigma must be positive definite") from None
    w = np.linalg.solve(L, mu1 - mu0)
    z1 = np.linalg.solve(L, mu1)
    z0 = np.linalg.solve(L, mu0)
    b = (z0 @ z0 - z1 @ z1) / 2 + np.log(float(n1)) - np.log(float(n0))
    return w, float(b)
