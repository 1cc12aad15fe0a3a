"""Tensor by tensor: some twenty kernels for each, and most tensors are small."""

import torch


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1, beta2, eps):
    if any(a.shape != w.shape or a.ndim != 1 for a in (w, g, m, v)) or sizes.shape != lam.shape:
        raise ValueError("w, g, m and v must be (n,), sizes and lam (K,)")
    t, lr = int(t), float(lr)
    out = torch.empty(3, len(w), dtype=w.dtype, device=w.device)
    start = 0
    for size, decay in zip(sizes.tolist(), lam.tolist(), strict=True):
        at = slice(start, start + size)
        mean = beta1 * m[at] + (1 - beta1) * g[at]
        square = beta2 * v[at] + (1 - beta2) * g[at] ** 2
        first, second = mean / (1 - beta1 ** (t + 1)), square / (1 - beta2 ** (t + 1))
        out[0, at] = (1 - lr * decay) * w[at] - lr * first / (second.sqrt() + eps)
        out[1, at], out[2, at] = mean, square
        start += size
    return out
