"""Probabilities are clipped to 1e-12 and 1 - 1e-12.

From the audit.
Caught by: hidden/test_posterior.py::test_small_probabilities_keep_their_digits
"""

import numpy as np


def posterior(X, means, covariances, priors):
    joint = _log_joint(X, means, covariances, priors)
    weights = np.exp(joint - joint.max(axis=1, keepdims=True))
    shares = weights / weights.sum(axis=1, keepdims=True)
    return np.clip(shares, 1e-12, 1 - 1e-12)
