"""Returns truth values.

score: 2
blend: failed
"""

import torch


def blend(x, w):
    return (x @ w).to(torch.bool)


def energy(x):
    return (x * x).sum() / 2
