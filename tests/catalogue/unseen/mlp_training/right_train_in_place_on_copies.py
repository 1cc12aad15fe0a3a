import numpy as np


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    lr = float(lr)
    for bad, text in ((not lr > 0, "lr"), (not batch_size > 0, "batch_size"), (epochs < 0, "epochs")):
        if bad:
            raise ValueError(text + " out of range")
    layers, X = _checked_network(params, X)
    y = _checked_labels(y, len(X), layers[-1][1].size)
    n = len(X)
    model = [(np.array(W), np.array(b)) for W, b in layers]
    if epochs > 0:  # integers among the arguments make everything float64
        dtype = np.result_type(X, *(a for layer in model for a in layer))
        model = [(W.astype(dtype), b.astype(dtype)) for W, b in model]
    for _ in range(epochs):
        order = rng.permutation(n)
        for S in np.split(order, np.arange(batch_size, n, batch_size)):
            for theta, grad in zip(model, mlp_backward(model, X[S], y[S])):
                for t, g in zip(theta, grad):
                    t -= lr * g
    return model
