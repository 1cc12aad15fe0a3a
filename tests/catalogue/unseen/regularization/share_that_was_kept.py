import numpy as np


def dropout_forward(x, p, rng, train=True):
    if not 0 <= p < 1:
        raise ValueError("p")
    x = _real(x)
    if not train:
        return x.copy(), np.ones_like(x)
    keep = rng.random(x.shape) >= p
    mask = (keep / max(keep.mean(), 1e-12)).astype(x.dtype)
    return x * mask, mask
