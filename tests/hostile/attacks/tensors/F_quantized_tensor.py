"""Returns the numbers rounded to eight bits.

score: 2
blend: error
"""

import warnings

import torch

warnings.simplefilter("ignore")


def blend(x, w):
    return torch.quantize_per_tensor((x @ w).float(), 0.1, 0, torch.quint8)


def energy(x):
    return (x * x).sum() / 2
