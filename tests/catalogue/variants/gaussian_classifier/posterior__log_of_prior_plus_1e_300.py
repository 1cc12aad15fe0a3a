"""Each prior gets 1e-300 before its logarithm is taken, so that a class with prior 0 can win.

From the audit.
Caught by: hidden/test_posterior.py::test_a_class_with_prior_0_beside_its_mean
"""

import numpy as np


def _with_priors(X, means, covariances, priors, change):
    _log_joint(X, means, covariances, priors)
    flat = np.ones(len(priors), dtype=_real(priors).dtype)
    return _log_joint(X, means, covariances, flat) + np.log(change(_real(priors)))


def posterior(X, means, covariances, priors):
    joint = _with_priors(X, means, covariances, priors, lambda p: p + 1e-300)
    weights = np.exp(joint - joint.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)
