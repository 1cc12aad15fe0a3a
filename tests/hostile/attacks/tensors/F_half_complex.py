"""Returns complex numbers of half precision.

score: 2
blend: error
"""

import warnings

import torch

warnings.simplefilter("ignore")


def blend(x, w):
    return (x @ w).to(torch.complex32)


def energy(x):
    return (x * x).sum() / 2
