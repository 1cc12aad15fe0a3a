"""Returns complex numbers behind a bit that says they are conjugated.

score: 2
blend: failed
"""

import torch


def blend(x, w):
    return (x @ w).to(torch.complex128).conj()


def energy(x):
    return (x * x).sum() / 2
