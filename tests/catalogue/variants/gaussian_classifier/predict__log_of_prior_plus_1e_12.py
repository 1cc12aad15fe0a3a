"""Each prior gets 1e-12 before its logarithm is taken.

Caught by: hidden/test_predict.py::test_a_class_with_prior_0_beside_its_mean
"""

import numpy as np


def _with_priors(X, means, covariances, priors, change):
    _log_joint(X, means, covariances, priors)
    flat = np.ones(len(priors), dtype=_real(priors).dtype)
    return _log_joint(X, means, covariances, flat) + np.log(change(_real(priors)))


def predict(X, means, covariances, priors):
    return _with_priors(X, means, covariances, priors, lambda p: p + 1e-12).argmax(axis=1)
