"""NumPy's histogram with 256 bins of equal width, given as a number of bins and a range.

tier: one pass
advice: Each number is converted, compared with the bounds of bins | A byte is an index as it is
"""

import numpy as np


def histogram(x):
    if x.size == 0 or np.min(x) < 0 or np.max(x) > 255:
        raise ValueError("x needs at least one entry, and all entries between 0 and 255")
    counts, _ = np.histogram(x, bins=256, range=(0, 256))
    return counts.astype(float) / counts.sum()
