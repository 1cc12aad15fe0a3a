"""Raises NotImplementedError in the backward pass.

score: 2.666667
energy: passed, failed
"""

import torch


class Half(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        return (x * x).sum() / 2

    @staticmethod
    def backward(context, upstream):
        raise NotImplementedError


def blend(x, w):
    return x @ w


def energy(x):
    return Half.apply(x)
