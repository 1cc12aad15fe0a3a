import numpy as np


def f_beta(y, y_hat, beta):
    if not beta > 0:
        raise ValueError("beta must be positive")
    beta = float(beta)
    p, r = precision(y, y_hat), recall(y, y_hat)
    if p == 0 and r == 0:
        return 0.0
    return (1 + beta ** 2) * p * r / (p + beta ** 2 * r)
