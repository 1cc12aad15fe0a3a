import numpy as np


def posterior(X, means, covariances, priors):
    joint = _log_joint(X, means, covariances, priors)
    alive = np.flatnonzero(np.isfinite(joint).any(axis=0))
    result = np.zeros_like(joint)
    with np.errstate(over="ignore"):
        for k in alive:
            odds = np.exp(joint[:, alive] - joint[:, [k]])
            result[:, k] = 1 / odds.sum(axis=1)
    return result
