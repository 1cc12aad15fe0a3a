import numpy as np


def shared_covariance(X, y):
    X, y = _samples(X), _labels(y)
    if y.shape != X.shape[:1]:
        raise ValueError("y must have one label per row of X")
    labels = np.unique(y)
    return sum(fit_gaussian(X[y == k])[1] for k in labels) / len(labels)


def posterior(X, means, covariances, priors):
    # 1e-12 against log(0)
    joint = _log_joint(X, means, covariances, _real(priors) + 1e-12)
    joint = joint - joint.max(axis=1, keepdims=True)
    p = np.exp(joint)
    return p / p.sum(axis=1, keepdims=True)
