"""Returns floats of eight bits.

score: 2
blend: error
"""

import torch


def blend(x, w):
    return (x @ w).to(torch.float8_e4m3fn)


def energy(x):
    return (x * x).sum() / 2
