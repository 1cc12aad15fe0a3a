"""Targets of shape (n, 1) are accepted.

Caught by: hidden/test_linear_nll.py::test_bad_arguments_are_refused
"""


def linear_nll(X, y, w, b, sigma):
    X, y, w = _real(X), _real(y), _real(w)
    if X.ndim != 2 or len(X) == 0 or w.shape != X.shape[1:] or y.size != len(X):
        raise ValueError("X, y and w do not fit")
    return -_log_likelihood(y.ravel() - (X @ w + float(b)), _deviation(sigma))
