"""The short batch is filled up with the first samples of the order.

From the audit.
Caught by: hidden/test_train.py::test_the_last_batch_is_short
"""

import numpy as np


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    lr = float(lr)
    _require_positive("lr", lr)
    _require_positive("batch_size", batch_size)
    if epochs < 0:
        raise ValueError(f"epochs must be >= 0, got {epochs}")
    layers, X = _checked_network(params, X)
    y = _checked_labels(y, len(X), layers[-1][1].size)
    n = len(X)
    for _ in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[np.arange(start, start + min(batch_size, n)) % n]
            gradients = _gradients(layers, X[rows], y[rows])
            layers = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(layers, gradients, strict=True)]
    return [(W.copy(), b.copy()) for W, b in layers]
