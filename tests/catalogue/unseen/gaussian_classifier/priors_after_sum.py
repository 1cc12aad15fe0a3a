import numpy as np


def posterior(X, means, covariances, priors):
    X, means, covs, pri = (np.asarray(a) for a in (X, means, covariances, priors))
    if X.dtype.kind != "f":
        X = X.astype(float)
    if means.dtype.kind != "f":
        means = means.astype(float)
    if covs.dtype.kind != "f":
        covs = covs.astype(float)
    if pri.dtype.kind != "f":
        pri = pri.astype(float)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError("X must be (n, d)")
    if means.ndim != 2 or means.shape[1] != X.shape[1] or len(means) == 0:
        raise ValueError("means must be (K, d)")
    K, d = means.shape
    if pri.shape != (K,) or (pri < 0).any() or not pri.sum() > 0:
        raise ValueError("priors must be K numbers >= 0, not all 0")
    if covs.shape == (d, d):
        covs = np.stack([covs] * K)
    if covs.shape != (K, d, d):
        raise ValueError("covariances have a wrong shape")
    pi = pri / pri.sum()
    logp = np.empty((len(X), K), dtype=X.dtype)
    for c in range(K):
        logp[:, c] = log_density(X, means[c], covs[c])
    logp[:, pi == 0] = -np.inf
    logp = logp - logp.max(axis=1)[:, None]
    P = np.exp(logp)
    P = P / P.sum(axis=1)[:, None]
    return P * pi
