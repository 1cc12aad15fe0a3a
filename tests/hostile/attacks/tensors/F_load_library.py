"""Loads a library that it wrote itself.

score: 2
blend: error
"""

import os
import tempfile

import torch


def blend(x, w):
    path = os.path.join(tempfile.gettempdir(), "hostile.so")
    with open(path, "wb") as file:
        file.write(b"\x7fELF" + bytes(60))
    torch.ops.load_library(path)


def energy(x):
    return (x * x).sum() / 2
