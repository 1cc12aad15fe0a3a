"""Switches denormal numbers off and warnings into errors.

score: 4
"""

import warnings

import torch

torch.set_flush_denormal(True)
warnings.simplefilter("error")


def blend(x, w):
    return x @ w


def energy(x):
    return (x * x).sum() / 2
