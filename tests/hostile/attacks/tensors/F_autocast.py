"""Computes under autocast, in brain floats.

score: 2
blend: failed
"""

import torch


def blend(x, w):
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return (x.float() @ w.float()).to(x.dtype)


def energy(x):
    return (x * x).sum() / 2
