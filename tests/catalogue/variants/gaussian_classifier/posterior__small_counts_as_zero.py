"""Probabilities below 1e-15 are set to zero.

From the audit.
Caught by: hidden/test_posterior.py::test_small_probabilities_keep_their_digits
"""

import numpy as np


def posterior(X, means, covariances, priors):
    joint = _log_joint(X, means, covariances, priors)
    weights = np.exp(joint - joint.max(axis=1, keepdims=True))
    shares = weights / weights.sum(axis=1, keepdims=True)
    return np.where(shares < 1e-15, 0 * shares, shares)
