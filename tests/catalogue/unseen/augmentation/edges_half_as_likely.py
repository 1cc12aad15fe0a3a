import numpy as np


def random_crop(x, height, width, rng):
    B, C, H, W = x.shape
    if not 1 <= height <= H or not 1 <= width <= W:
        raise ValueError("window")
    tops = np.round(rng.random(B) * (H - height)).astype(int)
    lefts = np.round(rng.random(B) * (W - width)).astype(int)
    return np.stack([x[b, :, t : t + height, s : s + width] for b, (t, s) in enumerate(zip(tops, lefts))])
