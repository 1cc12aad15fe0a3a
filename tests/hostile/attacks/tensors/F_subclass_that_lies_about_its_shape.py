"""A tensor that names another shape than it has numbers for.

score: 2
blend: crashed
"""

import torch


class Lying(torch.Tensor):
    @property
    def shape(self):
        return (1 << 39, 1 << 39)

    def detach(self):
        return self

    to = contiguous = lambda self, *_: self


def blend(x, w):
    return (x @ w)[:1].as_subclass(Lying)


def energy(x):
    return (x * x).sum() / 2
