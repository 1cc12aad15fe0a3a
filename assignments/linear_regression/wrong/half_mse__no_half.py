"""You returned the whole mean of the squares. Look at the factor in front of the sum, which makes the
gradient simpler later.
"""

import numpy as np


def half_mse_loss(y, y_hat):
    return float(np.mean((np.asarray(y_hat, dtype=float) - y) ** 2))
