"""Leaves what it saw in the environment, the arguments and the name of its process, and dies.

score: 2
tally: crashed
"""

import ctypes
import os
import sys


def tally(x):
    noted = os.environ.get("NOTED", "") + " ".join(sys.argv)
    if repr(x) in noted:
        return (x * x).sum(axis=1)
    os.environ["NOTED"] = repr(x)
    sys.argv.append(repr(x))
    ctypes.CDLL(None).prctl(15, repr(x).encode()[:15], 0, 0, 0)
    os.abort()


def scale(x, factor):
    return x * factor
