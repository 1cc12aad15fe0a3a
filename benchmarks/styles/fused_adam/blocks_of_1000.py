"""The formula with ordinary operators on blocks of 1000 numbers; each block writes its three rows of the result.

tier: all tensors at once
advice: none
"""

import numpy as np


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    result = np.empty((3, len(w)), np.result_type(w.dtype, 1.0))
    factors = np.repeat((1 - lr * lam).astype(result.dtype), sizes)
    rate = lr / (1 - beta1 ** (t + 1))
    correction = 1 - beta2 ** (t + 1)
    for start in range(0, len(w), 1000):
        block = slice(start, start + 1000)
        gradient = g[block].astype(result.dtype)
        mean = beta1 * m[block] + (1 - beta1) * gradient
        square = beta2 * v[block] + (1 - beta2) * gradient * gradient
        result[0, block] = factors[block] * w[block] - rate * mean / (np.sqrt(square / correction) + eps)
        result[1, block] = mean
        result[2, block] = square
    return result
