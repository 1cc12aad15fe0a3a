"""Returns unsigned integers, on which torch can hardly compute.

score: 2
blend: failed
"""

import torch


def blend(x, w):
    return (x @ w).to(torch.uint32)


def energy(x):
    return (x * x).sum() / 2
