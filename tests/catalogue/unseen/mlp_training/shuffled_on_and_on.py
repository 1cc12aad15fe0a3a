import numpy as np


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    if len(params) == 0:
        raise ValueError("params is empty")
    lr = float(lr)
    if lr <= 0:
        raise ValueError("lr must be positive")
    if batch_size <= 0:
        raise ValueError("batch_size must be positive")
    if epochs < 0:
        raise ValueError("epochs must not be negative")
    net = [tuple(np.array(p, dtype=p.dtype if p.dtype.kind == "f" else np.float64) for p in map(np.asarray, layer)) for layer in params]
    data, target = np.asarray(X), np.asarray(y)
    # refuses bad labels
    mlp_backward(net, data, target)
    n = len(data)
    for epoch in range(epochs):
        order = rng.permutation(n)
        data, target = data[order], target[order]
        for first in range(0, n, batch_size):
            grads = mlp_backward(net, data[first : first + batch_size], target[first : first + batch_size])
            for i, (dW, db) in enumerate(grads):
                W, b = net[i]
                net[i] = (W - lr * dW, b - lr * db)
    return net
