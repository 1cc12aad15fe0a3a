"""The formula on whole arrays, step by step."""

import numpy as np


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1, beta2, eps):
    dtype = np.result_type(w.dtype, 1.0)
    w, g, m, v = w.astype(dtype), g.astype(dtype), m.astype(dtype), v.astype(dtype)
    decay = np.repeat(lam, sizes)
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1 ** (t + 1))
    v_hat = v / (1 - beta2 ** (t + 1))
    w = w - lr * decay * w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return np.array([w, m, v], dtype=dtype)
