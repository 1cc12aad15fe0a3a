import numpy as np


def mlp_backward(params, X, labels):
    layers, X = _checked_network(params, X)
    labels = _checked_labels(labels, len(X), layers[-1][1].size)
    inputs = []
    h = X
    for W, b in layers:
        inputs.append(h)
        z = h @ W + b
        h = np.maximum(z, 0)
    shifted = z - z.max(axis=1, keepdims=True)
    p = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
    p[np.arange(len(X)), labels] -= 1
    delta = p / len(X)
    grads = []
    for (W, b), h in zip(reversed(layers), reversed(inputs)):
        grads.append((h.T @ delta, delta.mean(axis=0)))
        delta = delta @ W.T
    grads.reverse()
    return grads
