"""The matrix is turned around, so that numbers of a row need no new axes, and turned back at the end.

tier: none
advice: count the arrays that are made and how often each is read | Your function holds more than its result
"""

import numpy as np


def row_softmax(x):
    columns = np.array(x.T, dtype=np.result_type(x.dtype, 1.0), order="C")
    top = columns.max(axis=0)
    top[np.isneginf(top)] = 0
    e = np.exp(columns - top)
    total = e.sum(axis=0)
    total[total == 0] = 1
    return np.ascontiguousarray((e / total).T)
