import numpy as np


def batchnorm_inference(x, gamma, beta, running, eps):
    """Apply gamma and beta to the input standardised by the stored statistics."""
    x = _real(x)
    mean, scale = (_real(r) for r in running)
    out = np.empty(x.shape, dtype=x.dtype)
    for i, row in enumerate(x):
        out[i] = _real(gamma) * (row - mean) / (scale + float(eps)) + _real(beta)
    return out
