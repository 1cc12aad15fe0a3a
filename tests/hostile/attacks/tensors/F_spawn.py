"""Spawns processes by torch's own module.

score: 2
blend: error
"""

import torch


def blend(x, w):
    torch.multiprocessing.start_processes(print, nprocs=1, start_method="fork")
    return x @ w


def energy(x):
    return (x * x).sum() / 2
