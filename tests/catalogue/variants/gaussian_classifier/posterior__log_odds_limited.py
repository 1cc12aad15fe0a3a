"""Terms more than 500 below the largest count as 500 below it.

Caught by: hidden/test_posterior.py::test_small_probabilities_keep_their_digits
"""

import numpy as np


def posterior(X, means, covariances, priors):
    joint = _log_joint(X, means, covariances, priors)
    gaps = joint - joint.max(axis=1, keepdims=True)
    weights = np.where(np.isfinite(gaps), np.exp(np.maximum(gaps, -500)), 0 * gaps[:, :1].max())
    return weights / weights.sum(axis=1, keepdims=True)
