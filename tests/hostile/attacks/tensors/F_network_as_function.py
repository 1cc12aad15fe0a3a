"""Defines the function as a network that is called.

score: 4
"""

import torch


class Blend(torch.nn.Module):
    def forward(self, x, w):
        return x @ w


blend = Blend()


def energy(x):
    return (x * x).sum() / 2
