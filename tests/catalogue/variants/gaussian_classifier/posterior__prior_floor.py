"""Priors above 0 count as 1e-12 at least.

Caught by: hidden/test_posterior.py::test_tiny_priors
"""

import numpy as np


def _with_priors(X, means, covariances, priors, change):
    _log_joint(X, means, covariances, priors)
    flat = np.ones(len(priors), dtype=_real(priors).dtype)
    return _log_joint(X, means, covariances, flat) + np.log(change(_real(priors)))


def posterior(X, means, covariances, priors):
    with np.errstate(divide="ignore"):
        joint = _with_priors(
            X, means, covariances, priors, lambda p: np.where(p > 0, np.maximum(p, 1e-12), 0 * p)
        )
    weights = np.exp(joint - joint.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)
