import numpy as np


def random_crop(x, height, width, rng):
    B, C, H, W = x.shape
    if height < 1 or width < 1 or height > H or width > W:
        raise ValueError("window")
    room = min(H - height, W - width)
    corners = rng.integers(0, room + 1, size=(B, 2))
    return np.stack([image[:, t : t + height, s : s + width] for image, (t, s) in zip(x, corners)])
