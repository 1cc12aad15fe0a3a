"""Calls the same library under a name put together at run time, inside the function.

verdict: forbidden
"""

import importlib

import numpy as np


def row_softmax(x):
    library = importlib.import_module("sci" + "py.special")
    return np.nan_to_num(library.softmax(x, axis=1))
