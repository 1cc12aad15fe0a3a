"""Looks up the tensor of each number with np.searchsorted, and takes its decay by that index; all on flat arrays.

tier: all tensors at once
advice: Your function holds more than its result
"""

import numpy as np


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    dtype = w.dtype if w.dtype.kind == "f" else np.dtype(np.float64)
    ends = np.cumsum(sizes, dtype=np.int64)
    tensor = np.searchsorted(ends, np.arange(w.size), side="right")
    decay = lam.astype(dtype)[tensor]
    grad = g.astype(dtype)
    m_new = m.astype(dtype) * beta1 + grad * (1 - beta1)
    v_new = v.astype(dtype) * beta2 + np.square(grad) * (1 - beta2)
    denominator = np.sqrt(v_new / (1 - beta2 ** (t + 1))) + eps
    w_new = w * (1 - lr * decay) - lr / (1 - beta1 ** (t + 1)) * m_new / denominator
    result = np.zeros((3, w.size), dtype)
    result[:] = w_new, m_new, v_new
    return result
