"""Returns a parameter whose shape is not known yet.

score: 2
blend: error
"""

import torch


def blend(x, w):
    return torch.nn.LazyLinear(w.shape[1]).weight


def energy(x):
    return (x * x).sum() / 2
