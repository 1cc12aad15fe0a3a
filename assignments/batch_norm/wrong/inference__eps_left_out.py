"""You left eps out at inference. The layer was trained with it, so its outputs would change their scale; look
at what stands under the root.
"""

import numpy as np


def batchnorm_inference(x, gamma, beta, running, eps):
    x, mean, var = _real(x), _real(running[0]), _real(running[1])
    return gamma * (x - mean) / np.sqrt(var) + beta
