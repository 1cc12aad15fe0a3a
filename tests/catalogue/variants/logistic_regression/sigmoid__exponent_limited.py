"""The size of the exponent is limited to 500."""

import numpy as np


def sigmoid(z):
    return _sigmoid(np.maximum(_real(z), -500))
