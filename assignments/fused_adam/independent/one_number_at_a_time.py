"""Number by number, in Python's own floats."""

import math

import numpy as np


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1, beta2, eps):
    decays = [decay for size, decay in zip(sizes.tolist(), lam.tolist(), strict=True) for _ in range(size)]
    first, second = 1 - beta1 ** (t + 1), 1 - beta2 ** (t + 1)
    rows = []
    for weight, gradient, mean, square, decay in zip(
        *(a.tolist() for a in (w, g, m, v)), decays, strict=True
    ):
        mean += (1 - beta1) * (gradient - mean)
        square += (1 - beta2) * (gradient * gradient - square)
        weight -= lr * (mean / first / (math.sqrt(square / second) + eps) + decay * weight)
        rows.append((weight, mean, square))
    return np.array(rows, np.result_type(w.dtype, 1.0)).T.copy()
