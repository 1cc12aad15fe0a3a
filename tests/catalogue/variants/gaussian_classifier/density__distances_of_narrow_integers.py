"""The mean is subtracted in the type of the samples.

Caught by: hidden/test_density.py::test_every_narrow_type
"""

import numpy as np


def log_density(X, mu, Sigma):
    away = (
        _samples(X) - _real(mu) if np.asarray(X).dtype.itemsize > 2 else _real(np.asarray(X) - np.asarray(mu))
    )
    X = _samples(X)
    mu, Sigma = _gaussian(mu, Sigma, X.shape[1])
    return _log_density(away, 0 * mu, Sigma)
