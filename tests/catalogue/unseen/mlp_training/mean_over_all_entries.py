import numpy as np


def mlp_backward(params, X, labels):
    layers, X = _checked_network(params, X)
    K = layers[-1][1].size
    labels = _checked_labels(labels, len(X), K)

    # forward
    hs = [X]
    for W, b in layers[:-1]:
        hs.append(np.maximum(hs[-1] @ W + b, 0))
    logits = hs[-1] @ layers[-1][0] + layers[-1][1]

    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    Y = np.zeros_like(p)
    Y[np.arange(len(labels)), labels] = 1
    delta = (p - Y) / p.size

    # backward
    grads = []
    for i in range(len(layers) - 1, -1, -1):
        grads.insert(0, (hs[i].T @ delta, delta.sum(axis=0)))
        if i > 0:
            delta = (delta @ layers[i][0].T) * (hs[i] > 0)
    return grads
