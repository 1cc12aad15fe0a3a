"""The formula on flat arrays; for the decay, a mask of all numbers for each decay that occurs.

tier: none
advice: Slower than a few passes over the flat arrays | what depends on the tensor at all
"""

import numpy as np


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    kind = np.result_type(w.dtype, 1.0)
    g, w = g.astype(kind), w.astype(kind)
    new_m = beta1 * m.astype(kind) + (1 - beta1) * g
    new_v = beta2 * v.astype(kind) + (1 - beta2) * g**2
    m_hat = new_m / (1 - beta1 ** (t + 1))
    v_hat = new_v / (1 - beta2 ** (t + 1))
    owner = np.repeat(lam, sizes)
    for decay in np.unique(lam):
        w[owner == decay] *= 1 - lr * float(decay)
    return np.stack([w - lr * m_hat / (np.sqrt(v_hat) + eps), new_m, new_v])
