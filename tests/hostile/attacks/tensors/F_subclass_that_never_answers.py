"""A tensor that loops when it is detached.

score: 2
blend: timeout
"""

import torch


class Endless(torch.Tensor):
    def detach(self):
        while True:
            pass


def blend(x, w):
    return (x @ w).as_subclass(Endless)


def energy(x):
    return (x * x).sum() / 2
