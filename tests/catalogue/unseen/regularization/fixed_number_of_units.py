import numpy as np


def dropout_forward(x, p, rng, train=True):
    if not 0 <= p < 1:
        raise ValueError("p")
    x = _real(x)
    mask = np.ones(x.size, x.dtype)
    if train:
        mask /= 1 - p
        mask[rng.permutation(x.size)[: int(round(p * x.size))]] = 0
    mask = mask.reshape(x.shape)
    return x * mask, mask
