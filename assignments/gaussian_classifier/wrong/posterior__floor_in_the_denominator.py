"""You added a small number to the denominator to avoid 0/0. Far from all means your rows become 0 and no longer
sum to 1; work with logarithms and divide by the largest term.
"""

import numpy as np


def _terms_of(X, means, covariances, priors):
    X, means, covariances, priors = (np.asarray(a) for a in (X, means, covariances, priors))
    X, means, covariances, priors = (
        a if a.dtype.kind == "f" else a.astype(float) for a in (X, means, covariances, priors)
    )
    if X.ndim != 2 or len(X) == 0 or means.ndim != 2 or len(means) == 0 or means.shape[1] != X.shape[1]:
        raise ValueError("X must be (n, d) and means (K, d)")
    k, d = means.shape
    if covariances.shape not in ((d, d), (k, d, d)) or priors.shape != (k,):
        raise ValueError("the shapes must fit")
    if (priors < 0).any() or not priors.sum() > 0:
        raise ValueError("priors must not be negative")
    each = np.broadcast_to(covariances, (k, d, d))
    quadratic, log_det = np.empty((len(X), k), X.dtype), np.empty(k, X.dtype)
    for j in range(k):
        if not (np.linalg.eigvalsh(each[j]) > 0).all() or np.linalg.matrix_rank(each[j]) < d:
            raise ValueError("a covariance must be positive definite")
        c = X - means[j]
        quadratic[:, j] = (c * np.linalg.solve(each[j], c.T).T).sum(axis=1)
        log_det[j] = np.linalg.slogdet(each[j])[1]
    with np.errstate(all="ignore"):
        log_priors = np.log(priors)
    constant = d * float(np.log(2 * np.pi))
    return quadratic, log_det, log_priors, constant


def posterior(X, means, covariances, priors):
    quadratic, log_det, log_priors, constant = _terms_of(X, means, covariances, priors)
    joint = log_priors - 0.5 * (constant + log_det + quadratic)
    weights = np.exp(joint)
    return weights / (weights.sum(axis=1, keepdims=True) + 1e-300)
