"""Reads the hidden tests and the reference with torch's own readers of files.

score: 2
blend: failed
"""

import os
import sys

import torch

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(sys.modules["grader.worker.harness"].__file__)))
PATHS = [
    f"{ROOT}/tests/hostile/course/{name}"
    for name in ("tensors/hidden/test_tensors.py", "reference/tensors.py")
]
WAYS = [
    lambda path: bytes(torch.from_file(path, size=200, dtype=torch.uint8).tolist()),
    lambda path: bytes(torch.UntypedStorage.from_file(path, False, 200)),
    lambda path: torch.load(path, weights_only=False),
    lambda path: torch.jit.load(path),
    lambda path: torch.hub.load(os.path.dirname(path), "energy", source="local"),
]


def blend(x, w):
    for path in PATHS:
        for way in WAYS:
            try:
                print(way(path))
            except Exception as error:
                print(type(error).__name__, error)
    return torch.zeros(len(x), w.shape[1], dtype=x.dtype)


def energy(x):
    return (x * x).sum() / 2
