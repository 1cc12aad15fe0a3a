"""Returns the longest unsigned integers.

score: 2
blend: failed
"""

import torch


def blend(x, w):
    return (x @ w).to(torch.uint64)


def energy(x):
    return (x * x).sum() / 2
