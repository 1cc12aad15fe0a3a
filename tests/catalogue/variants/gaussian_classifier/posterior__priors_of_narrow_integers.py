"""The logarithm of the counts is taken in their own type: of a uint8 it is a float16.

Caught by: hidden/test_posterior.py::test_every_narrow_type
"""

import numpy as np


def posterior(X, means, covariances, priors):
    _log_joint(X, means, covariances, priors)
    with np.errstate(divide="ignore"):
        joint = _log_joint(X, means, covariances, np.ones(len(priors), _real(priors).dtype)) + np.log(
            np.asarray(priors)
        )
    weights = np.exp(joint - joint.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)
