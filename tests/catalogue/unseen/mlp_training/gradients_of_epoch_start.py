import numpy as np


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    X = np.asarray(X)
    y = np.asarray(y)
    lr = float(lr)
    if len(params) < 1:
        raise ValueError("params needs a layer")
    if not (lr > 0 and batch_size > 0):
        raise ValueError("lr and batch_size need to be positive")
    if epochs < 0:
        raise ValueError("epochs needs to be >= 0")
    theta = []
    for layer in params:
        pair = []
        for a in layer:
            a = np.asarray(a)
            pair.append(a.copy() if a.dtype.kind == "f" else a.astype(float))
        theta.append(tuple(pair))
    mlp_backward(theta, X, y)
    n = X.shape[0]
    for _ in range(epochs):
        order = rng.permutation(n)
        cuts = list(range(batch_size, n, batch_size))
        steps = []
        for rows in np.split(order, cuts):
            steps.append(mlp_backward(theta, X[rows], y[rows]))
        for grads in steps:
            theta = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(theta, grads)]
    return theta
