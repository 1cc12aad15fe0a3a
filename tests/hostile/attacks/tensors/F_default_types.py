"""Changes default type, default device and print options for all that comes after.

score: 4
"""

import torch

torch.set_default_dtype(torch.float16)
torch.set_default_device("meta")
torch.set_printoptions(threshold=10**9)


def blend(x, w):
    return x @ w


def energy(x):
    return (x * x).sum() / 2
