"""Enters inference mode and never leaves it.

score: 2.666667
energy: passed, failed
"""

import torch

mode = torch.inference_mode(True)
mode.__enter__()


def blend(x, w):
    return x @ w


def energy(x):
    return (x * x).sum() / 2
