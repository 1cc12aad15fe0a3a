"""Samples beyond 1e6 are moved to 1e6.

Caught by: hidden/test_posterior.py::test_at_the_end_of_the_stated_range
"""

import numpy as np


def posterior(X, means, covariances, priors):
    X = _samples(X)
    scale = np.minimum(1, 1e6 / np.maximum(np.abs(X).max(axis=1, keepdims=True), 1e-300))
    joint = _log_joint(X * np.where(scale < 1, 0 * scale, 1 + 0 * scale), means, covariances, priors)
    weights = np.exp(joint - joint.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)
