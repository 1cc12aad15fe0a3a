"""NumPy's own histogram, with 256 bins of width 1."""

import numpy as np


def histogram(x):
    if not x.size or not ((x >= 0) & (x < 256)).all():
        raise ValueError("outside")
    shares, _ = np.histogram(x, bins=np.arange(257) - 0.5, density=True)
    return shares
