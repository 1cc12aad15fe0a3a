import numpy as np


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    lr = float(lr)
    if not lr > 0:
        raise ValueError("lr")
    if not batch_size > 0:
        raise ValueError("batch_size")
    if epochs < 0:
        raise ValueError("epochs")
    net, X = _checked_network(params, X)
    net = [(W.copy(), b.copy()) for W, b in net]
    y = _checked_labels(y, X.shape[0], net[-1][1].shape[0])
    n = X.shape[0]
    for epoch in range(epochs):
        order = rng.permutation(n)
        i = 0
        while i < n:
            S = order[i : i + batch_size]
            grads = mlp_backward(net, X[S], y[S])
            # sum over the batch, divided by the batch size
            factor = lr * len(S) / batch_size
            net = [(W - factor * dW, b - factor * db) for (W, b), (dW, db) in zip(net, grads)]
            i += batch_size
    return net
