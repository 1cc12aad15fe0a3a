"""The assignment ``metrics`` once more: every sample is looked at in a Python loop."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import numpy as np


def confusion_counts(y, y_hat):
    seen = _pairs(y, y_hat, 2)
    return seen[1, 1], seen[0, 1], seen[0, 0], seen[1, 0]


def accuracy(y, y_hat):
    seen = _pairs(y, y_hat)
    return float(Fraction(sum(times for (i, j), times in seen.items() if i == j), len(y)))


def error_rate(y, y_hat):
    return 1 - accuracy(y, y_hat)


def precision(y, y_hat):
    tp, fp, _, _ = confusion_counts(y, y_hat)
    return 0.0 if tp == 0 else 1 / (1 + fp / tp)


def recall(y, y_hat):
    tp, _, _, fn = confusion_counts(y, y_hat)
    return 0.0 if tp == 0 else 1 / (1 + fn / tp)


def f1_score(y, y_hat):
    return f_beta(y, y_hat, 1)


def f_beta(y, y_hat, beta):
    if beta <= 0:
        raise ValueError("beta must be above 0")
    p, r = precision(y, y_hat), recall(y, y_hat)
    if p == 0 or r == 0:
        return 0.0
    share = 1 / (1 + beta**2)
    return 1 / (share / p + (1 - share) / r)


def confusion_matrix(y, y_hat, k):
    seen = _pairs(y, y_hat, k)
    return np.array([[seen[i, j] for j in range(k)] for i in range(k)])


def macro_f1(y, y_hat, k):
    _pairs(y, y_hat, k)
    return sum(_score(y, y_hat, c) for c in range(k)) / k


def micro_f1(y, y_hat, k):
    seen = _pairs(y, y_hat, k)
    hits = missed = invented = 0
    for c in range(k):
        hits += seen[c, c]
        missed += sum(seen[c, j] for j in range(k) if j != c)
        invented += sum(seen[i, c] for i in range(k) if i != c)
    return hits / (hits + (missed + invented) / 2)


def _pairs(y, y_hat, k=None):
    """How often each pair (truth, prediction) occurs."""
    if y.ndim != 1 or y_hat.ndim != 1 or len(y) != len(y_hat) or len(y) == 0:
        raise ValueError("y and y_hat must be two non-empty lists of one length")
    seen = Counter(zip(y.tolist(), y_hat.tolist(), strict=True))
    for pair in seen:
        if k is not None and not all(0 <= label < k for label in pair):
            raise ValueError(f"labels must be 0 … {k - 1}, got {pair}")
    return seen


def _score(y, y_hat, c):
    """F1 of class c against all others, as the harmonic mean of two ratios."""
    hits = called = positive = 0
    for truth, prediction in zip(y.tolist(), y_hat.tolist(), strict=True):
        hits += truth == prediction == c
        called += prediction == c
        positive += truth == c
    if hits == 0:
        return 0.0
    p, r = hits / called, hits / positive
    return 2 * p * r / (p + r)
