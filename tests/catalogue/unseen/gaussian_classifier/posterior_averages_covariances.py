import numpy as np


def posterior(X, means, covariances, priors):
    S = _real(covariances)
    joint = _log_joint(X, means, S, priors)
    if S.ndim == 3:
        S = S.mean(axis=0)
        joint = _log_joint(X, means, S, priors)
    joint = joint - joint.max(axis=1, keepdims=True)
    p = np.exp(joint)
    return p / p.sum(axis=1, keepdims=True)
