import numpy as np


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    X, y = np.asarray(X), np.asarray(y)
    if len(params) == 0:
        raise ValueError("params must have a layer")
    if lr <= 0 or batch_size <= 0:
        raise ValueError("lr and batch_size must be positive")
    if epochs < 0:
        raise ValueError("epochs must be >= 0")
    lr = float(lr)
    net = []
    for W, b in params:
        W, b = np.array(W), np.array(b)
        net.append([W if W.dtype.kind == "f" else W.astype(float), b if b.dtype.kind == "f" else b.astype(float)])
    mlp_backward(net, X, y)
    n = len(X)
    for _ in range(epochs):
        order = rng.permutation(n)
        for s in range(n // batch_size if n >= batch_size else 1):
            idx = order[s * batch_size : (s + 1) * batch_size]
            grads = mlp_backward(net, X[idx], y[idx])
            for i, (dW, db) in enumerate(grads):
                net[i][0] = net[i][0] - lr * dW
    return [(W, b) for W, b in net]
