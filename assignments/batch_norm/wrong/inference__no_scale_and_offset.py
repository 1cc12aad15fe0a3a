"""You returned the normalised input without scale and offset. gamma and beta were learned to be used; look at
the step from x_hat to y.
"""

import numpy as np


def batchnorm_inference(x, gamma, beta, running, eps):
    x, mean, var = _real(x), _real(running[0]), _real(running[1])
    return (x - mean) / np.sqrt(var + eps)
