"""Returns the right numbers as a view of 64 MiB.

score: 4
"""

import torch


def blend(x, w):
    store = torch.empty(8 << 20, dtype=x.dtype)
    right = x @ w
    return store[: right.numel()].view_as(right).copy_(right)


def energy(x):
    return (x * x).sum() / 2
