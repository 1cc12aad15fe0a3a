import numpy as np


def shared_covariance(X, y):
    X, y = np.asarray(X), np.asarray(y)
    X = X if X.dtype.kind == "f" else X.astype(float)
    if X.ndim != 2 or len(X) == 0 or y.shape != (len(X),):
        raise ValueError("X must be (n, d) and y (n,)")
    if y.dtype.kind not in "iu" or int(y.min()) < 0:
        raise ValueError("y must hold integers >= 0")
    groups = {}
    for row, label in zip(X, y.tolist()):
        groups.setdefault(label, []).append(row)
    out = np.zeros((X.shape[1], X.shape[1]), X.dtype)
    for rows in groups.values():
        _, cov = fit_gaussian(np.array(rows))
        out = out + cov * (len(rows) / len(X))
    return out


def posterior(X, means, covariances, priors):
    X, means, covs, priors = [a if a.dtype.kind == "f" else a.astype(float) for a in map(np.asarray, (X, means, covariances, priors))]
    if X.ndim != 2 or len(X) == 0 or means.ndim != 2 or len(means) == 0 or means.shape[1] != X.shape[1]:
        raise ValueError("X must be (n, d) and means (K, d)")
    K, d = means.shape
    if covs.shape not in [(d, d), (K, d, d)]:
        raise ValueError("covariances must be (d, d) or (K, d, d)")
    if priors.shape != (K,) or (priors < 0).any() or (priors == 0).all():
        raise ValueError("priors must be K numbers >= 0, one of them above 0")
    scores = []
    for k in range(K):
        dens = log_density(X, means[k], covs if covs.ndim == 2 else covs[k])
        scores.append(dens + np.log(priors[k]) if priors[k] > 0 else None)
    result = np.zeros((len(X), K), X.dtype)
    with np.errstate(over="ignore"):
        for k in range(K):
            if scores[k] is None:
                continue
            odds = sum(np.exp(scores[j] - scores[k]) for j in range(K) if scores[j] is not None)
            result[:, k] = 1 / odds
    return result
