"""Every step in the matrix of the result: no memory besides, and as many passes."""

import torch


def row_softmax(x):
    if x.ndim != 2:
        raise ValueError("x must be a matrix")
    top = x.amax(dim=1, keepdim=True)
    top[top == -torch.inf] = 0
    p = x - top
    p.exp_()
    p /= p.sum(dim=1, keepdim=True).clamp(min=1)
    return p
