import numpy as np


def softmax(z):
    z = z - np.max(z)  # numerical stability
    e = np.exp(z)
    return e / np.sum(e, axis=1, keepdims=True)


def mlp_backward(params, X, labels):
    layers, X = _checked_network(params, X)
    labels = _checked_labels(labels, len(X), len(layers[-1][1]))
    acts = [X]
    for k, (W, b) in enumerate(layers):
        z = acts[-1] @ W + b
        acts.append(z if k == len(layers) - 1 else np.maximum(z, 0))
    p = softmax(acts.pop())
    p[np.arange(len(X)), labels] -= 1.0
    delta = p / len(X)
    grads = []
    while layers:
        W, _ = layers.pop()
        h = acts.pop()
        grads.append((h.T @ delta, delta.sum(0)))
        delta = (delta @ W.T) * (h > 0)
    return grads[::-1]
