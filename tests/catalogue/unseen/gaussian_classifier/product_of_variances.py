import numpy as np


def log_density(X, mu, Sigma):
    def real(a):
        a = np.asarray(a)
        return a if a.dtype.kind == "f" else a.astype(np.float64)

    X, mu, Sigma = real(X), real(mu), real(Sigma)
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError("X must have shape (n, d)")
    n, d = X.shape
    if mu.shape != (d,):
        raise ValueError("mu must have shape (d,)")
    if Sigma.shape != (d, d):
        raise ValueError("Sigma must have shape (d, d)")
    try:
        L = np.linalg.cholesky(Sigma)
    except np.linalg.LinAlgError as err:
        raise ValueError("Sigma must be positive definite") from err
    log_det = np.log(np.diag(Sigma)).sum()
    z = np.linalg.solve(L, np.transpose(X - mu))
    dist2 = np.einsum("ij,ij->j", z, z)
    const = d * float(np.log(2.0 * np.pi))
    return -(const + log_det + dist2) / 2
