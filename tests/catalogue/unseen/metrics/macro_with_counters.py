from collections import Counter

import numpy as np


def macro_f1(y, y_hat, k):
    _check_paired(y, y_hat)
    for name, labels in (("y", y), ("y_hat", y_hat)):
        _check_labels(name, labels, k)
    pairs = list(zip(y.tolist(), y_hat.tolist()))
    truths = Counter(t for t, _ in pairs)
    calls = Counter(p for _, p in pairs)
    hits = Counter(t for t, p in pairs if t == p)
    scores = [2 * hits[c] / (truths[c] + calls[c]) for c in range(k) if truths[c] + calls[c]]
    return sum(scores) / k
