"""Computes in bfloat16 and converts back.

score: 0
blend: failed
energy: failed
"""

import torch


def blend(x, w):
    return (x.bfloat16() @ w.bfloat16()).to(x.dtype)


def energy(x):
    return ((x.to(torch.bfloat16) ** 2).sum() / 2).to(x.dtype)
