"""Switches gradients off for its whole process, and for the next if it were the same.

score: 2.666667
energy: passed, failed
"""

import torch

torch.set_grad_enabled(False)


def blend(x, w):
    return x @ w


def energy(x):
    return (x * x).sum() / 2
