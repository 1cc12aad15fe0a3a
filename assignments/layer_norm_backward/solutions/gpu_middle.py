"""All steps on blocks of rows that stay in the cache of the GPU, in the memory of the result."""

import torch


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("x and dout must be matrices of one shape, gamma must have one entry per column")
    n, k = x.shape
    out = torch.zeros(n + 2, k, dtype=x.dtype, device=x.device)
    step = max(1, 2_000_000 // k)
    for start in range(0, n, step):
        part, upstream = x[start : start + step], dout[start : start + step]
        normed = part - part.mean(dim=1, keepdim=True)
        r = (normed.square().mean(dim=1, keepdim=True) + eps).rsqrt()
        normed *= r
        out[n] += (upstream * normed).sum(dim=0)
        out[n + 1] += upstream.sum(dim=0)
        q = torch.mul(upstream, gamma, out=out[start : start + len(part)])
        inner = (q * normed).mean(dim=1, keepdim=True)
        q -= q.mean(dim=1, keepdim=True)
        q -= normed.mul_(inner)
        q *= r
    return out
