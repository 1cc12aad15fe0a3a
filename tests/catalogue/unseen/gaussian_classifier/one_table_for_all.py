import numpy as np


def _as_floats(*things):
    return [t if t.dtype.kind == "f" else t.astype(np.float64) for t in map(np.asarray, things)]


def posterior(X, means, covariances, priors):
    X, means, covs, priors = _as_floats(X, means, covariances, priors)
    if X.ndim != 2 or X.shape[0] < 1:
        raise ValueError("X is not (n, d)")
    if means.ndim != 2 or means.shape[0] < 1 or means.shape[1] != X.shape[1]:
        raise ValueError("means are not (K, d)")
    K, d = means.shape
    if covs.shape != (d, d) and covs.shape != (K, d, d):
        raise ValueError("covariances do not fit")
    if priors.shape != (K,) or np.any(priors < 0) or np.all(priors == 0):
        raise ValueError("priors are not usable")
    for S in covs.reshape(-1, d, d):
        try:
            np.linalg.cholesky(S)
        except np.linalg.LinAlgError:
            raise ValueError("covariances must be positive definite")
    shared = covs.reshape(-1, d, d)[0]
    with np.errstate(divide="ignore"):
        lp = np.log(priors)
    scores = np.column_stack([log_density(X, m, shared) for m in means]) + lp
    top = np.max(scores, axis=1, keepdims=True)
    e = np.exp(scores - top)
    return e / np.sum(e, axis=1, keepdims=True)
