"""You left out the bias, so every prediction is off by the same amount. Look at the last argument of the
function.
"""

import numpy as np


def predict(X, w, b):
    return X @ w
