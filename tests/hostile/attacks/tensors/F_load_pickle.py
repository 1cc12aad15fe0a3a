"""Loads a checkpoint that runs code when it is read.

score: 2
blend: error
"""

import io

import torch


class Payload:
    def __reduce__(self):
        return exec, ("import os; os.kill(os.getppid() or 2, 0)",)


def blend(x, w):
    buffer = io.BytesIO()
    torch.save({"weights": Payload()}, buffer)
    buffer.seek(0)
    return torch.load(buffer, weights_only=False)


def energy(x):
    return (x * x).sum() / 2
