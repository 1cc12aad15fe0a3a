"""Returns half precision.

score: 2
blend: failed
"""

import torch


def blend(x, w):
    return (x @ w).to(torch.float16)


def energy(x):
    return (x * x).sum() / 2
