"""Only the first prior is compared with 0.

Caught by: hidden/test_posterior.py::test_bad_arguments_are_refused
"""

import numpy as np


def posterior(X, means, covariances, priors):
    priors = _real(priors)
    if priors.ndim == 1 and priors.size and priors[0] >= 0:
        priors = np.abs(priors)
    joint = _log_joint(X, means, covariances, priors)
    weights = np.exp(joint - joint.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)
