"""Shares the rows out over eight threads, where the task says one.

verdict: forbidden | no faster than naive
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from exercise import AXIS, naive, part_of, shape_of

pool = ThreadPoolExecutor(8)


def FUNCTION(*arguments):
    count = shape_of(*arguments)[AXIS]
    step = max(1, -(-count // 8))
    parts = [part_of(*arguments, rows=slice(first, first + step)) for first in range(0, count, step)]
    return np.concatenate(list(pool.map(lambda part: naive(*part), parts)), axis=AXIS)
