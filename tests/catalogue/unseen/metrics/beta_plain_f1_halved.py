import numpy as np


def f_beta(y, y_hat, beta):
    if not beta > 0:
        raise ValueError("beta must be > 0")
    p, r = precision(y, y_hat), recall(y, y_hat)
    beta = float(beta)
    return _ratio((1 + beta) * p * r, beta * p + r)


def f1_score(y, y_hat):
    p, r = precision(y, y_hat), recall(y, y_hat)
    if p + r == 0:
        return 0.0
    return p * r / (p + r)
