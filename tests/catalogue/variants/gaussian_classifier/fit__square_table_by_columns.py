"""A square table is read by columns.

Caught by: hidden/test_fit.py::test_as_many_samples_as_features
"""


def fit_gaussian(X):
    X = _samples(X)
    if X.shape[0] == X.shape[1]:
        X = X.T
    mu = X.mean(axis=0)
    return mu, (X - mu).T @ (X - mu) / len(X)
