"""itertools.accumulate over whole rows; the list of all states becomes an array at the end.

tier: whole rows
advice: Join steps in chunks | keeps further arrays
"""

from itertools import accumulate

import numpy as np


def linear_recurrence(a, x):
    if x.dtype.kind != "f":
        a, x = a.astype(np.float64), x.astype(np.float64)
    rows = zip(a[1:], x[1:], strict=True)
    states = accumulate(rows, lambda h, row: row[0] * h + row[1], initial=x[0])
    return np.array(list(states))
