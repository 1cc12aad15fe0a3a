import numpy as np


def relu(a):
    return np.maximum(a, 0)


def mlp_backward(params, X, labels):
    layers, X = _checked_network(params, X)
    labels = _checked_labels(labels, X.shape[0], layers[-1][0].shape[1])
    activations = [X]
    for W, b in layers[:-1]:
        activations.append(relu(activations[-1] @ W + b))
    z = activations[-1] @ layers[-1][0] + layers[-1][1]
    z = z - z.max(axis=1)[:, None]
    probs = np.exp(z)
    probs /= probs.sum(axis=1)[:, None]
    probs[np.arange(len(labels)), labels] -= 1
    delta = probs / len(labels)

    result = []
    for (W, b), a in zip(layers[::-1], activations[::-1]):
        result.append((a.T @ delta, delta.sum(axis=0)))
        delta = relu(delta @ W.T)
    return result[::-1]
