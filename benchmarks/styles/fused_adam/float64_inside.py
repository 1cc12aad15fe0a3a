"""The formula in float64 on flat arrays, whatever comes in; the result is converted at the end.

tier: all tensors at once
advice: Your function holds more than its result
"""

import numpy as np


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    wanted = w.dtype if np.issubdtype(w.dtype, np.floating) else np.float64
    w, g, m, v, lam = (np.asarray(array, np.float64) for array in (w, g, m, v, lam))
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1 ** (t + 1))
    v_hat = v / (1 - beta2 ** (t + 1))
    decay = np.repeat(lam, sizes)
    w = w - lr * (decay * w + m_hat / (np.sqrt(v_hat) + eps))
    return np.array([w, m, v]).astype(wanted)
