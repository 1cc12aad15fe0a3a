"""Backward gives a gradient of another shape.

score: 2.666667
energy: passed, error
"""

import torch


class Half(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        return (x * x).sum() / 2

    @staticmethod
    def backward(context, upstream):
        return torch.ones(3, 3, 3)


def blend(x, w):
    return x @ w


def energy(x):
    return Half.apply(x)
