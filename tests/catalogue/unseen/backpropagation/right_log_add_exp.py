import numpy as np


def relu_backward(dout, x):
    dout, x = np.asarray(dout), np.asarray(x)
    dout = dout if dout.dtype.kind == "f" else dout.astype(np.float64)
    return np.where(np.greater(x, 0), dout, np.zeros_like(dout))


def softmax_cross_entropy(labels, logits):
    z = np.asarray(logits)
    z = z if z.dtype.kind == "f" else z.astype(np.float64)
    y = np.asarray(labels)
    if z.ndim != 2 or z.shape[0] == 0:
        raise ValueError("logits must have shape (B, K) with a row at least")
    if y.ndim != 1 or len(y) != len(z) or y.dtype.kind not in "iu":
        raise ValueError("labels must be one integer per row")
    y = [int(c) for c in y]
    if not all(0 <= c < z.shape[1] for c in y):
        raise ValueError("labels must lie in range(K)")
    top = z.max(axis=1, keepdims=True)
    rest = np.logaddexp.reduce(z - top, axis=1)[:, None]
    loss = sum(float(rest[i, 0] - (z[i, c] - top[i, 0])) for i, c in enumerate(y)) / len(y)
    gradient = np.exp(z - top - rest) / len(y)
    for i, c in enumerate(y):
        gradient[i, c] = np.expm1(z[i, c] - top[i, 0] - rest[i, 0]) / len(y)
    return loss, gradient
