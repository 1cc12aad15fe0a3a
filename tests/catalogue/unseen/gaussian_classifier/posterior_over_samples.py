import numpy as np


def posterior(X, means, covariances, priors):
    log_p = _log_joint(X, means, covariances, priors)
    with np.errstate(invalid="ignore"):
        shifted = np.exp(log_p - log_p.max(axis=0))
    shifted[np.isneginf(log_p)] = 0
    return shifted / np.maximum(shifted.sum(axis=0), np.finfo(shifted.dtype).tiny)
