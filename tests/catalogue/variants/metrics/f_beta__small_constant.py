"""A constant of 1e-12 is added to the denominator, so that 0/0 needs no case of its own.

Caught by: hidden/test_f_beta.py::test_one_true_positive
"""


def f_beta(y, y_hat, beta):
    if not beta > 0:
        raise ValueError(f"beta must be a positive number, got {beta}.")
    p, r = precision(y, y_hat), recall(y, y_hat)
    return (1 + beta**2) * p * r / (beta**2 * p + r + 1e-12)
