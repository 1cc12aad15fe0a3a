"""Lets the clock, its process number and an address decide between two ways, both of them right.

score: 4
"""

import os
import time

import numpy as np


def tally(x):
    if time.time_ns() // 1000 % 2 or os.getpid() % 2 or id(x) // 64 % 2:
        return np.einsum("nd,nd->n", x, x)
    return np.linalg.norm(x, axis=1) ** 2


def scale(x, factor):
    return x * factor if os.urandom(1)[0] % 2 else np.multiply(factor, x)
