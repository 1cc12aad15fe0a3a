"""Asks for 8 GiB in the backward pass.

score: 2.666667
energy: passed, memory
"""

import torch


class Half(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        return (x * x).sum() / 2

    @staticmethod
    def backward(context, upstream):
        return torch.ones(1 << 31)


def blend(x, w):
    return x @ w


def energy(x):
    return Half.apply(x)
