import numpy as np


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    _require_positive("lr", lr)
    _require_positive("batch_size", batch_size)
    if epochs < 0:
        raise ValueError("epochs must not be negative")
    layers, X = _checked_network(params, X)
    y = _checked_labels(y, len(X), layers[-1][1].size)
    lr = float(lr)
    Ws = [W.copy() for W, b in layers]
    bs = [b.copy() for W, b in layers]

    for _ in range(epochs):
        order = rng.permutation(len(X))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            sum_W = [np.zeros_like(W) for W in Ws]
            sum_b = [np.zeros_like(b) for b in bs]
            for i in batch:  # one sample at a time
                grads = mlp_backward(list(zip(Ws, bs)), X[i : i + 1], y[i : i + 1])
                for l, (dW, db) in enumerate(grads):
                    sum_W[l] += dW
                    sum_b[l] += db
            rate = lr / float(batch_size)
            Ws = [W - rate * d for W, d in zip(Ws, sum_W)]
            bs = [b - rate * d for b, d in zip(bs, sum_b)]
    return list(zip(Ws, bs))
