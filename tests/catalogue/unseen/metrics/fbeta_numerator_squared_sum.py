import numpy as np


def f_beta(y, y_hat, beta):
    if not beta > 0:
        raise ValueError("beta has to be > 0")
    b = float(beta)
    P = precision(y, y_hat)
    R = recall(y, y_hat)
    below = b * b * P + R
    if below == 0:
        return 0.0
    above = (1 + b) ** 2 * P * R
    return above / below
