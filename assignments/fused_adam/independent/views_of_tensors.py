"""Takes the arrays apart, steps each tensor in place in the result, and puts nothing together again."""

import numpy as np


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1, beta2, eps):
    out = np.stack([w, m, v]).astype(np.result_type(w.dtype, 1.0))
    cuts = np.cumsum(sizes, dtype=np.int64)[:-1]
    parts = zip(np.split(out, cuts, axis=1), np.split(g.astype(out.dtype), cuts), lam.tolist(), strict=True)
    for (weight, mean, square), gradient, decay in parts:
        mean *= beta1
        mean += (1 - beta1) * gradient
        square *= beta2
        square += (1 - beta2) * gradient * gradient
        weight *= 1 - lr * decay
        weight -= lr / (1 - beta1 ** (t + 1)) * mean / (np.sqrt(square / (1 - beta2 ** (t + 1))) + eps)
    return out
