"""Splits the arrays into tensors, makes a step for each in a comprehension, and concatenates the results.

tier: none
advice: Look for steps from tensor to tensor
"""

import numpy as np


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    kind = np.result_type(w.dtype, 1.0)
    stack = np.stack([w, g, m, v]).astype(kind)
    corrections = 1 - beta1 ** (t + 1), 1 - beta2 ** (t + 1)

    def step(tensor, decay):
        w, g, m, v = tensor
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        move = m / corrections[0] / (np.sqrt(v / corrections[1]) + eps)
        return np.array([w - lr * decay * w - lr * move, m, v])

    tensors = np.split(stack, np.cumsum(sizes, dtype=int)[:-1], axis=1)
    parts = [step(tensor, float(decay)) for tensor, decay in zip(tensors, lam, strict=True)]
    return np.concatenate(parts, axis=1)
