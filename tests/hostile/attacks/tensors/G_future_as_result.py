"""Returns a promise of a tensor.

score: 2
blend: failed
"""

import torch


def blend(x, w):
    return torch.futures.Future()


def energy(x):
    return (x * x).sum() / 2
