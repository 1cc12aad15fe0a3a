"""Sets the number of threads between operations after it is too late.

score: 4
"""

import torch


def blend(x, w):
    try:
        torch.set_num_interop_threads(64)
    except RuntimeError:
        pass
    return x @ w


def energy(x):
    return (x * x).sum() / 2
