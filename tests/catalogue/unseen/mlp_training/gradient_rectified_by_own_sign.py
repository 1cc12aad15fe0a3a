import numpy as np


def relu(z):
    return np.maximum(z, 0)


def mlp_backward(params, X, labels):
    layers, X = _checked_network(params, X)
    labels = _checked_labels(labels, X.shape[0], layers[-1][1].shape[0])
    # forward, keep the inputs of the layers
    inputs = [X]
    for W, b in layers[:-1]:
        inputs.append(relu(inputs[-1] @ W + b))
    W, b = layers[-1]
    scores = inputs[-1] @ W + b
    # softmax
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    p[np.arange(len(labels)), labels] -= 1
    delta = p / len(labels)
    # backward
    out = []
    for l in range(len(layers) - 1, -1, -1):
        out.insert(0, (inputs[l].T @ delta, delta.sum(axis=0)))
        if l > 0:
            delta = relu(delta @ layers[l][0].T)
    return out
