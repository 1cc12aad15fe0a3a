import numpy as np


def fit_normal_equation_columns(X, y):
    X = _real(X)
    y = _real(y)
    if X.ndim != 2 or X.shape[1] == 0:
        raise ValueError("X must be a table (d, n) with at least one sample")
    if y.ndim != 1 or y.shape[0] != X.shape[1]:
        raise ValueError("y must have one number for each column of X")
    n = y.shape[0]
    # bring the samples into the rows, if they are not there already
    rows = X if X.shape[0] == n else X.T
    return fit_normal_equation(rows, y)
