"""Training stops as soon as every gradient is below 0.05, whatever the number of epochs.

Caught by: hidden/test_train.py::test_many_epochs
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
            rows = order[start : start + batch_size]
            gradients = _gradients(layers, X[rows], y[rows])
            if max(np.abs(g).max() for layer in gradients for g in layer) < 0.05:
                return layers
            layers = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(layers, gradients, strict=True)]
    return [(W.copy(), b.copy()) for W, b in layers]
