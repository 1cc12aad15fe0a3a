"""Both means are one einsum: old means and new terms in one array, the shares in another.

tier: all tensors at once
advice: Your function holds more than its result
"""

import numpy as np


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    kind = np.result_type(w.dtype, 1.0)
    betas = np.array([beta1, beta2])
    gradient = g.astype(kind)
    terms = np.array([[m, gradient], [v, gradient * gradient]], dtype=kind)  # mean, old or new, number
    shares = np.stack([betas, 1 - betas], axis=1).astype(kind)
    means = np.einsum("ijn,ij->in", terms, shares)
    corrected = means / (1 - betas ** (t + 1)).astype(kind)[:, None]
    keep = np.repeat((1 - lr * lam).astype(kind), sizes)
    weights = keep * w - lr * corrected[0] / (np.sqrt(corrected[1]) + eps)
    return np.vstack([weights, means])
