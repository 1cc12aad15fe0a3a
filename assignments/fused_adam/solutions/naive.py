"""Tensor by tensor: some twenty calls of NumPy for each, and most tensors are small.

earns: 0 points
"""

import numpy as np


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1, beta2, eps):
    kind = np.result_type(w.dtype, 1.0)
    t, lr = int(t), float(lr)
    out = np.zeros((3, len(w)), kind)
    start = 0
    for size, decay in zip(sizes.tolist(), lam.tolist(), strict=True):
        weight, gradient, mean, square = (a[start : start + size].astype(kind) for a in (w, g, m, v))
        mean = beta1 * mean + (1 - beta1) * gradient
        square = beta2 * square + (1 - beta2) * gradient**2
        first = mean / (1 - beta1 ** (t + 1))
        second = square / (1 - beta2 ** (t + 1))
        weight = (1 - lr * decay) * weight - lr * first / (np.sqrt(second) + eps)
        out[:, start : start + size] = weight, mean, square
        start += size
    return out
