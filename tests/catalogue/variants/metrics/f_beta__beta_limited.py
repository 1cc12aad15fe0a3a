"""A beta above 5 is taken as 5.

Caught by: hidden/test_f_beta.py::test_weights_far_from_1
"""


def f_beta(y, y_hat, beta):
    if not beta > 0:
        raise ValueError(f"beta must be a positive number, got {beta}.")
    p, r, square = precision(y, y_hat), recall(y, y_hat), min(beta, 5.0) ** 2
    return _ratio((1 + square) * p * r, square * p + r)
