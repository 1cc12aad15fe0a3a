"""Returns rows of different lengths in one tensor.

score: 2
blend: error
"""

import warnings

import torch

warnings.simplefilter("ignore")


def blend(x, w):
    return torch.nested.nested_tensor([x[0], x[0, :1]])


def energy(x):
    return (x * x).sum() / 2
