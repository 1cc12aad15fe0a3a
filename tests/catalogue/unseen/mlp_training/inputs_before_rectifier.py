import numpy as np


def mlp_backward(params, X, labels):
    if len(params) < 1:
        raise ValueError("params: no layer")
    net = []
    for W, b in params:
        W, b = np.asarray(W), np.asarray(b)
        net.append((W if W.dtype.kind == "f" else W.astype(float), b if b.dtype.kind == "f" else b.astype(float)))
    X = np.asarray(X)
    X = X if X.dtype.kind == "f" else X.astype(float)
    t = np.asarray(labels)
    K = len(net[-1][1])
    if t.shape != (len(X),) or t.dtype.kind not in "iu":
        raise ValueError("labels: one integer per row")
    if t.min() < 0 or t.max() >= K:
        raise ValueError("labels: 0 to K - 1")
    inputs = [X]
    h = X
    for l, (W, b) in enumerate(net):
        z = h @ W + b
        if l < len(net) - 1:
            inputs.append(z)
            h = np.where(z > 0, z, 0)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    delta = e / e.sum(axis=1, keepdims=True)
    delta[np.arange(len(t)), t] -= 1
    delta /= len(t)
    grads = []
    for l in range(len(net) - 1, -1, -1):
        dW = np.einsum('bi,bo->io', inputs[l], delta)
        grads.insert(0, (dW, delta.sum(axis=0)))
        if l > 0:
            delta = (delta @ net[l][0].T) * (inputs[l] > 0)
    return grads
