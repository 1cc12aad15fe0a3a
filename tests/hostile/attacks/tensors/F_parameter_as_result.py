"""Returns the right numbers as a parameter that wants a gradient.

score: 4
"""

import torch


def blend(x, w):
    return torch.nn.Parameter(x @ w)


def energy(x):
    return (x * x).sum() / 2
