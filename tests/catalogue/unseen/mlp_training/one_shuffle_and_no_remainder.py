import numpy as np


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    lr = float(lr)
    if not lr > 0 or not batch_size > 0 or epochs < 0:
        raise ValueError("wrong argument")
    params, X = _checked_network(params, X)
    y = _checked_labels(y, len(X), params[-1][1].size)
    params = [(W.copy(), b.copy()) for W, b in params]
    # shuffle the data
    order = rng.permutation(len(X))
    X, y = X[order], y[order]
    num_batches = len(X) // batch_size
    for epoch in range(epochs):
        for k in range(num_batches):
            Xb = X[k * batch_size : (k + 1) * batch_size]
            yb = y[k * batch_size : (k + 1) * batch_size]
            g = mlp_backward(params, Xb, yb)
            params = [(params[i][0] - lr * g[i][0], params[i][1] - lr * g[i][1]) for i in range(len(g))]
    return params
