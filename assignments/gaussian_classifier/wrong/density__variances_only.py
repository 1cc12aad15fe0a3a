"""You used the diagonal of Sigma only, as if the features were independent. Features that move together have a
common shape; look at what becomes of the entries off the diagonal.
"""

import numpy as np


def log_density(X, mu, Sigma):
    X, mu, Sigma = (np.asarray(a) for a in (X, mu, Sigma))
    if X.ndim != 2 or len(X) == 0 or mu.shape != X.shape[1:] or Sigma.shape != 2 * mu.shape:
        raise ValueError("the shapes must fit")
    if not (np.linalg.eigvalsh(Sigma.astype(float)) > 0).all() or np.linalg.matrix_rank(Sigma) < len(mu):
        raise ValueError("Sigma must be positive definite")
    X, mu, Sigma = (a if a.dtype.kind == "f" else a.astype(float) for a in (X, mu, Sigma))
    d = len(mu)
    c = X - mu
    quadratic = (c * np.linalg.solve(Sigma, c.T).T).sum(axis=1)
    log_det = np.linalg.slogdet(Sigma)[1]
    constant = d * float(np.log(2 * np.pi))
    return -0.5 * (constant + np.log(np.diag(Sigma)).sum() + (c * c / np.diag(Sigma)).sum(axis=1))
