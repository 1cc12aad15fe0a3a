import numpy as np


def random_crop(x, height, width, rng):
    B, C, H, W = x.shape
    if not 1 <= height <= H or not 1 <= width <= W:
        raise ValueError("window")
    out = np.empty((B, C, height, width), x.dtype)
    for b in range(B):
        for c in range(C):
            top = rng.integers(H - height + 1)
            left = rng.integers(W - width + 1)
            out[b, c] = x[b, c, top : top + height, left : left + width]
    return out
