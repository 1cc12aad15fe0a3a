"""Returns brain floats.

score: 2
blend: failed
"""

import torch


def blend(x, w):
    return (x @ w).to(torch.bfloat16)


def energy(x):
    return (x * x).sum() / 2
