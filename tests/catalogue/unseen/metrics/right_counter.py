from collections import Counter
from fractions import Fraction


def _pairs(y, y_hat, classes):
    if y.ndim != 1 or y_hat.ndim != 1:
        raise ValueError("y and y_hat must be one-dimensional")
    a, b = y.tolist(), y_hat.tolist()
    if len(a) != len(b) or not a:
        raise ValueError("y and y_hat must be of one length n >= 1")
    if classes is not None and any(not 0 <= v < classes for v in set(a) | set(b)):
        raise ValueError("there is a label outside of the classes")
    return Counter(zip(a, b))


def confusion_counts(y, y_hat):
    c = _pairs(y, y_hat, 2)
    return c[1, 1], c[0, 1], c[0, 0], c[1, 0]


def accuracy(y, y_hat):
    c = _pairs(y, y_hat, None)
    return float(Fraction(sum(m for (i, j), m in c.items() if i == j), sum(c.values())))


def f_beta(y, y_hat, beta):
    if not beta > 0:
        raise ValueError("beta must be positive")
    c = _pairs(y, y_hat, 2)
    if c[1, 1] == 0:
        return 0.0
    square = Fraction(float(beta)) ** 2
    top = (1 + square) * c[1, 1]
    return float(top / (top + square * c[1, 0] + c[0, 1]))


def macro_f1(y, y_hat, k):
    c = _pairs(y, y_hat, k)
    rows, columns = Counter(), Counter()
    for (i, j), m in c.items():
        rows[i] += m
        columns[j] += m
    occurring = set(rows) | set(columns)
    return float(sum(Fraction(2 * c[i, i], rows[i] + columns[i]) for i in occurring) / k)
