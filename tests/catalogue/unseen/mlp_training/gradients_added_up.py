import numpy as np


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    def number(a):
        a = np.asarray(a)
        return a.astype(a.dtype if a.dtype.kind == "f" else np.float64)

    if not lr > 0:
        raise ValueError("lr")
    if not batch_size > 0:
        raise ValueError("batch_size")
    if epochs < 0:
        raise ValueError("epochs")
    if len(params) == 0:
        raise ValueError("params")
    X, y = number(X), np.asarray(y)
    net = [(number(W), number(b)) for W, b in params]
    mlp_backward(net, X, y)
    eta = float(lr)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        acc = [(0 * W, 0 * b) for W, b in net]
        pos = 0
        while pos < len(order):
            rows = order[pos : pos + batch_size]
            for i, (dW, db) in enumerate(mlp_backward(net, X[rows], y[rows])):
                acc[i] = (acc[i][0] + dW, acc[i][1] + db)
            net = [(W - eta * gW, b - eta * gb) for (W, b), (gW, gb) in zip(net, acc)]
            pos += batch_size
    return net
