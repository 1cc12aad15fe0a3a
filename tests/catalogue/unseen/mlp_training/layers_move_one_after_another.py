def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    lr = float(lr)
    _require_positive("lr", lr)
    _require_positive("batch_size", batch_size)
    if epochs < 0:
        raise ValueError("negative number of epochs")
    net, X = _checked_network(params, X)
    y = _checked_labels(y, len(X), net[-1][1].size)
    net = [(W.copy(), b.copy()) for W, b in net]
    for _ in range(epochs):
        order = rng.permutation(len(X))
        while len(order) > 0:
            rows, order = order[:batch_size], order[batch_size:]
            for k in reversed(range(len(net))):
                W, b = net[k]
                dW, db = mlp_backward(net, X[rows], y[rows])[k]
                net[k] = (W - lr * dW, b - lr * db)
    return net
