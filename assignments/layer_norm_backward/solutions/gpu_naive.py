"""The formula on whole matrices: a new matrix for almost every step, and a copy of the result."""

import torch


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("x and dout must be matrices of one shape, gamma must have one entry per column")
    centred = x - x.mean(dim=1, keepdim=True)
    r = 1 / torch.sqrt((centred**2).mean(dim=1, keepdim=True) + eps)
    normed = centred * r
    q = dout * gamma
    dx = (q - q.mean(dim=1, keepdim=True) - normed * (q * normed).mean(dim=1, keepdim=True)) * r
    return torch.vstack([dx, (dout * normed).sum(dim=0), dout.sum(dim=0)])
