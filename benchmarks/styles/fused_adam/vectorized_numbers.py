"""A function of single numbers, which np.vectorize calls for each of them.

tier: none
advice: Slower than a few passes over the flat arrays
"""

from math import sqrt

import numpy as np


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    first, second = 1 - beta1 ** (t + 1), 1 - beta2 ** (t + 1)

    def step(weight, gradient, mean, square, decay):
        mean = beta1 * mean + (1 - beta1) * gradient
        square = beta2 * square + (1 - beta2) * gradient * gradient
        weight = (1 - lr * decay) * weight - lr * (mean / first) / (sqrt(square / second) + eps)
        return weight, mean, square

    each = np.vectorize(step, otypes="ddd")
    flat = [array.astype(np.float64) for array in (w, g, m, v)]
    return np.array(each(*flat, np.repeat(lam, sizes)), dtype=np.result_type(w.dtype, 1.0))
