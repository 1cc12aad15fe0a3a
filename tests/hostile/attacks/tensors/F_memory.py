"""A tensor of 8 GiB.

score: 2
blend: memory
"""

import torch


def blend(x, w):
    return torch.ones(1 << 31) * x.sum()


def energy(x):
    return (x * x).sum() / 2
