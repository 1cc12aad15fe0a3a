"""Opens a store for distributed training on loopback.

score: 2
blend: crashed
"""

import torch


def blend(x, w):
    return torch.distributed.TCPStore("127.0.0.1", 0, 1, True)


def energy(x):
    return (x * x).sum() / 2
