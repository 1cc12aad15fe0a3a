"""A data loader with processes of its own.

score: 2
blend: error
"""

import warnings

import torch

warnings.simplefilter("ignore")


def blend(x, w):
    return next(iter(torch.utils.data.DataLoader(x, num_workers=1)))


def energy(x):
    return (x * x).sum() / 2
