import numpy as np


def mlp_backward(params, X, labels):
    layers, X = _checked_network(params, X)
    labels = _checked_labels(labels, len(X), layers[-1][1].size)
    B = len(X)

    # forward pass
    zs, hs = [], [X]
    for W, b in layers:
        zs.append(hs[-1] @ W + b)
        hs.append(np.maximum(zs[-1], 0))

    # gradient of softmax + cross entropy
    e = np.exp(zs[-1] - zs[-1].max(axis=1, keepdims=True))
    probs = e / e.sum(axis=1, keepdims=True)
    Y = np.eye(probs.shape[1], dtype=probs.dtype)[labels]
    delta = (probs - Y) / B

    grads = [None] * len(layers)
    for i in reversed(range(len(layers))):
        dW = hs[i].T @ delta
        db = np.mean(delta, axis=0)
        grads[i] = (dW, db)
        if i > 0:
            delta = (delta @ layers[i][0].T) * (zs[i - 1] > 0)
    return grads
