"""Operations on whole arrays: a dozen kernels, each of which reads and writes gigabytes."""

import torch


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1, beta2, eps):
    if any(a.shape != w.shape or a.ndim != 1 for a in (w, g, m, v)) or sizes.shape != lam.shape:
        raise ValueError("w, g, m and v must be (n,), sizes and lam (K,)")
    t, lr = int(t), float(lr)
    mean = torch.lerp(g, m, beta1)
    square = beta2 * v + (1 - beta2) * g * g
    second = (square / (1 - beta2 ** (t + 1))).sqrt() + eps
    left = torch.repeat_interleave((1 - lr * lam).to(w.dtype), sizes, output_size=len(w))
    return torch.stack([left * w - lr / (1 - beta1 ** (t + 1)) * mean / second, mean, square])
