"""A square table is read by columns.

Caught by: hidden/test_normal_equation.py::test_as_many_samples_as_features
"""


def fit_normal_equation(X, y):
    X, y = _samples(X, y)
    return _least_squares(X.T if X.shape[0] == X.shape[1] else X, y)
