"""The mean is subtracted from the columns of a square table.

Caught by: hidden/test_density.py::test_as_many_samples_as_features
"""


def log_density(X, mu, Sigma):
    X = _samples(X)
    mu, Sigma = _gaussian(mu, Sigma, X.shape[1])
    return _log_density(X.T if X.shape[0] == X.shape[1] else X, mu, Sigma)
