"""Loads the same checkpoint as one that holds nothing but weights.

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
    return torch.load(buffer, weights_only=True)


def energy(x):
    return (x * x).sum() / 2
