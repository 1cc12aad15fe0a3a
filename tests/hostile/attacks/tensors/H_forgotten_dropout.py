"""Leaves its dropout in training mode: another answer in every call, and a wrong one in each.

score: 0
blend: failed
energy: failed
"""

import torch

DROPOUT = torch.nn.Dropout(0.5)


def blend(x, w):
    return DROPOUT(x @ w) + 0.01 * torch.randn(1, dtype=x.dtype).exp()


def energy(x):
    return DROPOUT(x * x).sum() / 2
