import numpy as np


def mlp_backward(params, X, labels):
    """one sample at a time, outer products, added up at the end"""
    layers, X = _checked_network(params, X)
    labels = _checked_labels(labels, len(X), layers[-1][1].size)
    B = len(X)
    total = None
    for x, label in zip(X, labels):
        hs = [x]
        for W, b in layers[:-1]:
            hs.append((hs[-1] @ W + b).clip(min=0))
        z = hs[-1] @ layers[-1][0] + layers[-1][1]
        p = np.exp(z - z.max())
        delta = p / p.sum()
        delta[int(label)] -= 1
        delta = delta / B
        grads = []
        for l in range(len(layers) - 1, -1, -1):
            grads.append([np.outer(hs[l], delta), delta])
            delta = np.where(hs[l] > 0, layers[l][0] @ delta, 0)
        grads.reverse()
        if total is None:
            total = grads
        else:
            total = [[dW + gW, db + gb] for (dW, db), (gW, gb) in zip(total, grads)]
    return [(dW, db) for dW, db in total]
