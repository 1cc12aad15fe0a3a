"""Names a device of its own and puts the result there.

score: 2
blend: error
"""

import torch


def blend(x, w):
    torch.utils.rename_privateuse1_backend("hostile")
    return (x @ w).to("hostile")


def energy(x):
    return (x * x).sum() / 2
