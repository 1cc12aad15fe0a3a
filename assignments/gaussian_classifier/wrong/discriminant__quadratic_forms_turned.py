"""Your quadratic forms have each the other's sign. The further the mean of label 1 lies from the origin, the
smaller is its bias; look at the two signs.
"""

import numpy as np


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    mu1, mu0, Sigma = (np.asarray(a) for a in (mu1, mu0, Sigma))
    if mu1.ndim != 1 or mu0.shape != mu1.shape or Sigma.shape != 2 * mu1.shape or n1 <= 0 or n0 <= 0:
        raise ValueError("the shapes must fit, and each class must have samples")
    if not (np.linalg.eigvalsh(Sigma.astype(float)) > 0).all() or np.linalg.matrix_rank(Sigma) < len(mu1):
        raise ValueError("Sigma must be positive definite")
    mu1, mu0, Sigma = (a if a.dtype.kind == "f" else a.astype(float) for a in (mu1, mu0, Sigma))
    w = np.linalg.solve(Sigma, mu1 - mu0)
    q1 = float(mu1 @ np.linalg.solve(Sigma, mu1))
    q0 = float(mu0 @ np.linalg.solve(Sigma, mu0))
    prior = float(np.log(n1 / n0))
    return w, 0.5 * q1 - 0.5 * q0 + prior
