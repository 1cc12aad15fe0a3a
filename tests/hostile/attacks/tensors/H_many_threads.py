"""Asks torch for as many threads as it likes, and for sums whose order depends on them.

score: 4
"""

import torch

torch.set_num_threads(4)


def blend(x, w):
    large = torch.ones(200, 200, dtype=x.dtype)
    print((large @ large).sum())
    return x @ w


def energy(x):
    return (x * x).sum() / 2
