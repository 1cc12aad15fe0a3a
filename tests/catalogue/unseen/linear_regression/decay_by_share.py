import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0):
    def as_real(a):
        a = np.asarray(a)
        return a if a.dtype.kind == "f" else a.astype(np.float64)

    X, y, w = as_real(X), as_real(y), as_real(w).copy()
    eta, decay, b = float(lr), float(weight_decay), float(b)
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError("X has the wrong shape")
    n = X.shape[0]
    if y.shape != (n,):
        raise ValueError("y has the wrong shape")
    if w.shape != (X.shape[1],):
        raise ValueError("w has the wrong shape")
    if not eta > 0:
        raise ValueError("lr is not positive")
    if decay < 0:
        raise ValueError("weight_decay is negative")
    indices = [np.asarray(one) for one in batches]
    for one in indices:
        if len(one) == 0:
            raise ValueError("batches contain an empty one")
        if np.any(one < 0) or np.any(one >= n):
            raise ValueError("batches contain an illegal row")
    for idx in indices:
        diff = X[idx].dot(w) + b - y[idx]
        step_w = diff.dot(X[idx]) / len(idx)
        step_b = diff.sum() / len(idx)
        shrink = 1 - eta * decay * len(idx) / n
        w = shrink * w - eta * step_w
        b = b - eta * float(step_b)
    return w, b
