"""Gives its functions code objects that lie: lines that do not exist, names of whatever they are said to call.

score: 2
tally: failed
"""

from types import SimpleNamespace

import numpy as np


class Lie(tuple):
    def __contains__(self, name):
        return True


class Function:
    __code__ = SimpleNamespace(
        co_filename="puzzle.py", co_firstlineno=10**40, co_names=Lie(["scale", "tally", "<b>"])
    )

    def __call__(self, x):
        return np.zeros(len(x))


tally = Function()


def scale(x, factor):
    return x * factor


scale.__code__ = scale.__code__.replace(co_firstlineno=1, co_names=("tally", *scale.__code__.co_names))
