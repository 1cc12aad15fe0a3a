"""A covariance (d, d) with K = d is read as K rows of variances.

Caught by: hidden/test_posterior.py::test_classes_samples_and_features_of_one_number
"""

import numpy as np


def posterior(X, means, covariances, priors):
    covariances = _real(covariances)
    _log_joint(X, means, covariances, priors)
    if covariances.ndim == 2 and len(covariances) == len(means):
        covariances = np.stack([np.diag(np.abs(row) + 0.1) for row in covariances])
    joint = _log_joint(X, means, covariances, priors)
    weights = np.exp(joint - joint.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)
