"""Up to 18 the derivative is computed as s (1 - s), where the difference has lost digits."""

import numpy as np


def sigmoid_derivative(x):
    x = _real(x)
    s = _sigmoid(x)
    return np.where(x < 18, s * (1 - s), s * _sigmoid(-x))
