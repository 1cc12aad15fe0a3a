"""Gives another number of gradients than was asked for.

score: 2.666667
energy: passed, failed
"""

import torch

torch.autograd.grad = lambda output, leaves, *_, **__: tuple(leaves) * 3


def blend(x, w):
    return x @ w


def energy(x):
    return (x * x).sum() / 2
