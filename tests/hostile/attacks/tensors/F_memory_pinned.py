"""Page-locked memory, which cannot be swapped out.

score: 2
blend: error
"""

import torch


def blend(x, w):
    return torch.empty(1 << 20).pin_memory()


def energy(x):
    return (x * x).sum() / 2
