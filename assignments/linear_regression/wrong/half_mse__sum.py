"""You halved the sum of the squares but did not divide by their number. Look at what stands in the
denominator beside the 2.
"""

import numpy as np


def half_mse_loss(y, y_hat):
    return float(np.sum((np.asarray(y_hat, dtype=float) - y) ** 2) / 2)
