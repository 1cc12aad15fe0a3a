import numpy as np


def gaussian_noise(x, sigma, rng, train=True):
    if not sigma >= 0:
        raise ValueError("sigma is a standard deviation")
    out = np.array(x, dtype=x.dtype if x.dtype.kind == "f" else float)
    if train and sigma:
        u, v = rng.random((2, *out.shape))
        out += sigma * np.sqrt(-2 * np.log1p(-u)) * np.cos(2 * np.pi * v)
    return out
