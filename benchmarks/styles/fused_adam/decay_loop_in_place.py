"""Steps all numbers in place in the result; only the decay is a loop over the tensors, one product in place for each.

tier: all tensors at once
advice: none
"""

import numpy as np


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    out = np.empty((3, w.size), np.result_type(w.dtype, 1.0))
    out[0], out[1], out[2] = w, m, v
    new_w, new_m, new_v = out
    start = 0
    for size, decay in zip(sizes.tolist(), lam.tolist(), strict=True):
        if decay:
            new_w[start : start + size] *= 1 - lr * decay
        start += size
    new_m *= beta1
    new_v *= beta2
    work = np.multiply(g, 1 - beta1, dtype=out.dtype)
    new_m += work
    np.multiply(g, work, out=work)
    work *= (1 - beta2) / (1 - beta1)
    new_v += work
    np.divide(new_v, 1 - beta2 ** (t + 1), out=work)
    np.sqrt(work, out=work)
    work += eps
    np.divide(new_m, work, out=work)
    work *= lr / (1 - beta1 ** (t + 1))
    new_w -= work
    return out
