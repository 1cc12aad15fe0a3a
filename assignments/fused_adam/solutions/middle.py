"""The formula on whole arrays: about fifteen of them, of which up to seven exist at a time.

earns: 5 points
"""

import numpy as np


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1, beta2, eps):
    kind = np.result_type(w.dtype, 1.0)
    t, lr = int(t), float(lr)
    w, g, m, v, lam = (a.astype(kind, copy=False) for a in (w, g, m, v, lam))
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    step = lr * (m / (1 - beta1 ** (t + 1))) / (np.sqrt(v / (1 - beta2 ** (t + 1))) + eps)
    return np.stack([np.repeat(1 - lr * lam, sizes) * w - step, m, v])
