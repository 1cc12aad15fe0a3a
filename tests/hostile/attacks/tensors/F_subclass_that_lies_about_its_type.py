"""A tensor that gives a long text as the name of its type.

score: 2
blend: error
"""

import torch


class Lying(torch.Tensor):
    dtype = "float64" * 1000

    def detach(self):
        return self

    to = contiguous = lambda self, *_: self


def blend(x, w):
    return (x @ w).as_subclass(Lying)


def energy(x):
    return (x * x).sum() / 2
