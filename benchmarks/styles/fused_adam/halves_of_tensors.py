"""Halves the list of tensors, recursively, until a part has at most 20,000 numbers or one tensor; parts step in place.

tier: all tensors at once
advice: none
"""

import numpy as np


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    out = np.empty((3, len(w)), np.result_type(w.dtype, 1.0))
    starts = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
    keep = (1 - lr * lam).astype(out.dtype)
    rate, correction = lr / (1 - beta1 ** (t + 1)), (1 - beta2 ** (t + 1)) ** 0.5

    def step(first, last):
        start, stop = starts[first], starts[last]
        if last - first > 1 and stop - start > 20_000:
            middle = (first + last) // 2
            step(first, middle)
            step(middle, last)
            return
        weight, mean, square = out[:, start:stop]
        np.multiply(g[start:stop], g[start:stop], out=square, dtype=out.dtype)
        square *= 1 - beta2
        square += np.multiply(v[start:stop], beta2, dtype=out.dtype)
        np.multiply(g[start:stop], 1 - beta1, out=mean, dtype=out.dtype)
        mean += np.multiply(m[start:stop], beta1, dtype=out.dtype)
        np.multiply(w[start:stop], np.repeat(keep[first:last], sizes[first:last]), out=weight)
        move = np.sqrt(square)
        move /= correction
        move += eps
        np.divide(mean, move, out=move)
        weight -= np.multiply(move, rate, out=move)

    step(0, len(sizes))
    return out
