"""The sum over the classes gets 1e-10.

Caught by: hidden/test_posterior.py::test_small_probabilities_keep_their_digits
"""

import numpy as np


def posterior(X, means, covariances, priors):
    joint = _log_joint(X, means, covariances, priors)
    densities = np.exp(joint - joint.max(axis=1, keepdims=True))
    return densities / (densities.sum(axis=1, keepdims=True) + 1e-10)
