import numpy as np


def gaussian_noise(x, sigma, rng, train=True):
    if not sigma >= 0:
        raise ValueError("sigma")
    x = _real(x)
    if not train:
        return x.copy()
    return x + (sigma * x.std() * rng.standard_normal(x.shape)).astype(x.dtype)
