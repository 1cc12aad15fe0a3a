"""Backward is right and forward gives nothing.

score: 3.333333
energy: failed, passed
"""

import torch


class Half(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return x.new_zeros(())

    @staticmethod
    def backward(context, upstream):
        (x,) = context.saved_tensors
        return x * upstream


def blend(x, w):
    return x @ w


def energy(x):
    return Half.apply(x)
