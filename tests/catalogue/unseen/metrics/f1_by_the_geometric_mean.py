from math import sqrt


def f1_score(y, y_hat):
    p = precision(y, y_hat)
    r = recall(y, y_hat)
    return sqrt(p * r)
