"""The means are read by columns where there are as many classes as features.

Caught by: hidden/test_posterior.py::test_classes_samples_and_features_of_one_number
"""

import numpy as np


def posterior(X, means, covariances, priors):
    means = _real(means)
    if means.ndim == 2 and means.shape[0] == means.shape[1]:
        means = means.T
    joint = _log_joint(X, means, covariances, priors)
    weights = np.exp(joint - joint.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)
