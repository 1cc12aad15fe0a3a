import numpy as np


def predict(X, means, covariances, priors):
    # checks of the arguments
    posterior(X, means, covariances, priors)
    conv = [np.asarray(a) for a in (X, means, covariances, priors)]
    X, means, covs, priors = [a if a.dtype.kind == "f" else a.astype(float) for a in conv]
    best = np.full(len(X), -np.inf)
    labels = np.zeros(len(X), dtype=int)
    for k, (m, p) in enumerate(zip(means, priors)):
        if p == 0:
            continue
        S = covs[k] if covs.ndim == 3 else covs
        diff = X - m
        dist2 = (diff * np.linalg.solve(S, diff.T).T).sum(axis=1)
        score = np.log(p) - 0.5 * dist2
        better = score > best
        labels[better] = k
        best[better] = score[better]
    return labels
