import numpy as np


def f1_score(y, y_hat):
    p, r = precision(y, y_hat), recall(y, y_hat)
    return float(np.sqrt(p * r))
