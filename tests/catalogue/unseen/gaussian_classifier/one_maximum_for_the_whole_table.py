import numpy as np


def posterior(X, means, covariances, priors):
    scores = _log_joint(X, means, covariances, priors)
    # numerically stable softmax
    scores = scores - np.max(scores)
    e = np.exp(scores)
    return e / e.sum(axis=1, keepdims=True)
