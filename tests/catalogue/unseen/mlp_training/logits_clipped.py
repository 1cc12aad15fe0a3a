import numpy as np


def _probabilities(z):
    exps = np.exp(np.clip(z, -50, 50))  # no overflow
    return exps / exps.sum(axis=1, keepdims=True)


def mlp_backward(params, X, labels):
    layers, X = _checked_network(params, X)
    labels = _checked_labels(labels, len(X), layers[-1][1].size)
    z = []
    h = X
    for W, b in layers:
        z.append(h @ W + b)
        h = np.maximum(z[-1], 0)
    delta = _probabilities(z[-1])
    delta[np.arange(len(X)), labels] -= 1
    delta = delta / len(X)
    out = []
    for i in reversed(range(len(layers))):
        inp = np.maximum(z[i - 1], 0) if i > 0 else X
        out = [(inp.T @ delta, delta.sum(axis=0))] + out
        if i > 0:
            delta = (delta @ layers[i][0].T) * (z[i - 1] > 0)
    return out
