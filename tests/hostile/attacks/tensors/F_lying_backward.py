"""Forward is right and backward gives zeros.

score: 2.666667
energy: passed, failed
"""

import torch


class Half(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return (x * x).sum() / 2

    @staticmethod
    def backward(context, upstream):
        (x,) = context.saved_tensors
        return torch.zeros_like(x)


def blend(x, w):
    return x @ w


def energy(x):
    return Half.apply(x)
