"""You count each mistake once, and it is a false positive of one class and a false negative of another.
Look at what both sums contain for a single wrong prediction.
"""

import numpy as np


def micro_f1(y, y_hat, k):
    hits = int(np.sum(y == y_hat))
    return 2 * hits / (2 * hits + len(y) - hits)
