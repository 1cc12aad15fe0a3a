"""You left the samples in the order in which they came. Every epoch draws an order of its own; look at where rng is
used.
"""

import numpy as np


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    lr = float(lr)
    _require_positive("lr", lr)
    _require_positive("batch_size", batch_size)
    if epochs < 0:
        raise ValueError("epochs must not be negative")
    layers, X = _checked_network(params, X)
    y = _checked_labels(y, len(X), len(layers[-1][1]))
    n = len(X)
    for _ in range(epochs):
        for start in range(0, n, batch_size):
            rows = np.arange(n)[start : start + batch_size]
            gradients = _gradients(layers, X[rows], y[rows])
            layers = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(layers, gradients)]
    return layers
