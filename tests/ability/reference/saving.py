"""Weights in a file."""

from pathlib import Path

import numpy as np


def save(weights, path):
    with Path(path).open("wb") as file:
        np.savez(file, **weights)


def load(path):
    with np.load(path, allow_pickle=False) as file:
        return {name: file[name] for name in file.files}
