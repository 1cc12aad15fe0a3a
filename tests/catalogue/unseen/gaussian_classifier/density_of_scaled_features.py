import numpy as np


def log_density(X, mu, Sigma):
    X = _samples(X)
    mu, Sigma = _gaussian(mu, Sigma, X.shape[1])
    if not (np.diagonal(Sigma) > 0).all():
        raise ValueError("Sigma is not positive definite")
    sd = np.sqrt(np.diagonal(Sigma))
    R = Sigma / sd[:, None] / sd[None, :]
    _cholesky(R)
    u = (X - mu) / sd
    quad = np.einsum("ij,ji->i", u, np.linalg.solve(R, u.T))
    _, logdet = np.linalg.slogdet(R)
    const = X.shape[1] * float(np.log(2 * np.pi))
    return -(const + logdet + 2 * np.log(sd).sum() + quad) / 2
