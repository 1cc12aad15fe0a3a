"""Makes zeros and ones for the upper and the lower half of each byte; their product is the 16 x 16 table.

tier: none
advice: let each number choose its counter
"""

import numpy as np

BLOCK = 8192


def histogram(x):
    if x.size == 0 or x.min() < 0 or x.max() > 255:
        raise ValueError("x must have entries, all from 0 to 255")
    flat = x.astype(np.uint8).reshape(-1)
    digits = np.arange(16, dtype=np.uint8)[:, None]
    table = np.zeros((16, 16))
    for start in range(0, flat.size, BLOCK):
        part = flat[start : start + BLOCK]
        upper = ((part >> 4) == digits).astype(np.float32)
        lower = ((part & 15) == digits).astype(np.float32)
        table += upper @ lower.T
    return table.reshape(256) / flat.size
