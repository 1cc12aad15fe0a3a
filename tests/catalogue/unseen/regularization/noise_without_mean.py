import numpy as np


def gaussian_noise(x, sigma, rng, train=True):
    if not sigma >= 0:
        raise ValueError("sigma")
    x = _real(x)
    if not train:
        return x.copy()
    noise = rng.normal(0, sigma, size=x.shape)
    noise -= noise.mean()
    return x + noise.astype(x.dtype)
