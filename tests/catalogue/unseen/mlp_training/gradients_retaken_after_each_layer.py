import numpy as np


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    if not float(lr) > 0 or not batch_size > 0 or epochs < 0:
        raise ValueError("lr, batch_size or epochs out of range")
    lr = float(lr)
    layers, X = _checked_network(params, X)
    y = _checked_labels(y, len(X), layers[-1][1].size)
    model = [[W.copy(), b.copy()] for W, b in layers]
    for _ in range(epochs):
        perm = rng.permutation(len(X))
        for a in range(0, len(perm), batch_size):
            rows = perm[a : a + batch_size]
            for layer in range(len(model)):
                dW, db = mlp_backward(model, X[rows], y[rows])[layer]
                model[layer][0] = model[layer][0] - lr * dW
                model[layer][1] = model[layer][1] - lr * db
    return [(W, b) for W, b in model]
