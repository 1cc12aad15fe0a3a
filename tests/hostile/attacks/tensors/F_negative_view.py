"""Returns the right numbers behind a bit that says they are negated.

score: 4
"""

import torch


def blend(x, w):
    return torch._neg_view(-(x @ w))


def energy(x):
    return (x * x).sum() / 2
