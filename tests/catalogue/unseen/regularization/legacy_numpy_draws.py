import numpy as np


def dropout_forward(x, p, rng, train=True):
    if not 0 <= p < 1:
        raise ValueError("p")
    x = _real(x)
    mask = np.ones_like(x)
    if train:
        mask = ((np.random.rand(*x.shape) >= p) / (1 - p)).astype(x.dtype)
    return x * mask, mask
