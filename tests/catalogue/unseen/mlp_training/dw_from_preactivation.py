import numpy as np


def mlp_backward(params, X, labels):
    if len(params) == 0:
        raise ValueError("need at least one layer")
    layers, X = _checked_network(params, X)
    labels = _checked_labels(labels, len(X), layers[-1][1].shape[0])
    n = len(X)

    cache = [X]
    for i, (W, b) in enumerate(layers):
        a = cache[i] if i == 0 else np.maximum(cache[i], 0)
        cache.append(a @ W + b)
    scores = cache.pop()

    scores = scores - scores.max(axis=1, keepdims=True)
    delta = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    delta[range(n), labels] -= 1
    delta = delta / n

    grads = [None] * len(layers)
    for i in reversed(range(len(layers))):
        dW = cache[i].T @ delta
        db = delta.sum(axis=0)
        grads[i] = dW, db
        if i:
            delta = delta @ layers[i][0].T
            delta = np.where(cache[i] > 0, delta, 0)
    return grads
