"""The mean is subtracted from the columns of a square table.

Caught by: hidden/test_likelihood.py::test_as_many_samples_as_features
"""


def log_likelihood(X, mu, Sigma):
    X = _samples(X)
    return float(log_density(X.T if X.shape[0] == X.shape[1] else X, mu, Sigma).sum())
