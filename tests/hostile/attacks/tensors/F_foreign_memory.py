"""Makes a tensor of memory at address 16.

score: 2
blend: crashed
"""

import ctypes

import torch


def blend(x, w):
    place = (ctypes.c_double * 4).from_address(16)
    return torch.frombuffer(place, dtype=torch.float64) + 1


def energy(x):
    return (x * x).sum() / 2
