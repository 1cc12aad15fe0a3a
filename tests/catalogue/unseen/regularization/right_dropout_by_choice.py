import numpy as np


def dropout_forward(x, p, rng, train=True):
    if not (0 <= p < 1):
        raise ValueError(f"p is {p}")
    x = np.asarray(x)
    if not np.issubdtype(x.dtype, np.floating):
        x = x.astype(float)
    factors = np.array([0, 1 / (1 - p)] if train else [1, 1], dtype=x.dtype)
    mask = factors[rng.choice(2, size=x.shape, p=[p, 1 - p])]
    return mask * x, mask
