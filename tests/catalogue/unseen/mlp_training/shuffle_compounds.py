def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    lr = float(lr)
    if not lr > 0 or not batch_size > 0 or epochs < 0:
        raise ValueError("bad lr, batch_size or epochs")
    layers, X = _checked_network(params, X)
    y = _checked_labels(y, len(X), layers[-1][1].size)
    layers = [(W.copy(), b.copy()) for W, b in layers]
    n = len(X)
    for epoch in range(epochs):
        order = rng.permutation(n)
        X, y = X[order], y[order]
        for i in range(0, n, batch_size):
            grads = mlp_backward(layers, X[i : i + batch_size], y[i : i + batch_size])
            layers = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(layers, grads)]
    return layers
