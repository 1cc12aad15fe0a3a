"""A square table is read by rows.

Caught by: hidden/test_columns.py::test_as_many_samples_as_features
"""


def fit_normal_equation_columns(X, y):
    X, y = _real(X), _real(y)
    if X.ndim != 2 or X.shape[1] == 0 or y.shape != X.shape[1:]:
        raise ValueError("X must be (d, n) and y (n,)")
    return _least_squares(X if X.shape[0] == X.shape[1] else X.T, y)
