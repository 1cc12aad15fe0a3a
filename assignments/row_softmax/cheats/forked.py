"""Forks a second process to use the other core, and takes the answer from shared memory.

verdict: no faster than naive
"""

import mmap
import os

import numpy as np


def honest(x):
    p = np.zeros(x.shape, np.result_type(x.dtype, 1.0))
    for i, row in enumerate(x):
        top = row.max()
        if top > -np.inf:
            weights = np.exp(row.astype(p.dtype) - top)
            p[i] = weights / weights.sum()
    return p


def row_softmax(x):
    kind = np.result_type(x.dtype, 1.0)
    shape = x.shape
    held = mmap.mmap(-1, max(1, int(np.prod(shape)) * kind.itemsize))
    try:
        child = os.fork()
    except OSError:
        return honest(x)
    if child == 0:
        held.write(honest(x).tobytes())
        os._exit(0)
    os.waitpid(child, 0)
    return np.frombuffer(held, kind, int(np.prod(shape))).reshape(shape).copy()
