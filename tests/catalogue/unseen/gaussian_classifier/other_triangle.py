import numpy as np


def log_density(X, mu, Sigma):
    X, mu, Sigma = [a if a.dtype.kind == "f" else a.astype(float) for a in map(np.asarray, (X, mu, Sigma))]
    if X.ndim != 2 or len(X) == 0:
        raise ValueError("X must be (n, d)")
    d = X.shape[1]
    if mu.shape != (d,) or Sigma.shape != (d, d):
        raise ValueError("mu or Sigma do not fit to X")
    try:
        chol = np.linalg.cholesky(Sigma)
    except np.linalg.LinAlgError:
        raise ValueError("Sigma is not positive definite")
    dev = X - mu
    white = np.linalg.solve(chol.T, dev.T)
    quad = np.sum(white**2, axis=0)
    logdet = 2 * np.sum(np.log(np.diag(chol)))
    return -0.5 * (quad + logdet + d * float(np.log(2 * np.pi)))
