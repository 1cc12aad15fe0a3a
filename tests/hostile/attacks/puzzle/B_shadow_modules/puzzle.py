"""Brings files named like the libraries and the engine, which a careless import would take instead.

score: 2
tally: failed
"""

import random
import struct

import msgspec
import numpy as np


def tally(x):
    from grader.wire import encode
    from grader.worker import harness

    print(getattr(np, "FORGED", "real"), random, struct, msgspec, encode, harness)
    return np.zeros(len(x))


def scale(x, factor):
    return x * factor
