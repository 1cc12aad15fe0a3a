"""Gives a value of 0 with a backward pass of its own that is right: points for the gradient, none for the value.

score: 3.333333
energy: failed, passed
"""

import torch


class Energy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.zeros((), dtype=x.dtype)

    @staticmethod
    def backward(ctx, upstream):
        return ctx.saved_tensors[0] * upstream


def blend(x, w):
    return x @ w


energy = Energy.apply
