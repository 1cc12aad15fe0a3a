"""Converts the array to a bytes object and calls its method count for each value.

tier: none
advice: let each number choose its counter
"""

import numpy as np


def histogram(x):
    if not x.size:
        raise ValueError("nothing to count")
    if x.dtype != np.uint8:
        if np.min(x) < 0 or np.max(x) > 255:
            raise ValueError("numbers outside of 0 to 255")
        x = x.astype(np.uint8)
    data = x.tobytes()
    return np.array([data.count(bytes([value])) for value in range(256)]) / len(data)
