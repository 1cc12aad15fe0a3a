"""The order of an epoch is a rotation of the samples.

From the audit.
Caught by: hidden/test_train.py::test_orders_of_several_epochs
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
        order = np.roll(np.arange(n), rng.integers(n))
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            gradients = _gradients(layers, X[rows], y[rows])
            layers = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(layers, gradients, strict=True)]
    return [(W.copy(), b.copy()) for W, b in layers]
