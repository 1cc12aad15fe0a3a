import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def random_crop(x, height, width, rng):
    if not (1 <= height <= x.shape[2] and 1 <= width <= x.shape[3]):
        raise ValueError(f"no window of {height} x {width} in {x.shape}")
    windows = sliding_window_view(x, (height, width), axis=(2, 3))
    places = rng.integers(windows.shape[2] * windows.shape[3], size=len(x))
    top, left = np.divmod(places, windows.shape[3])
    return windows[np.arange(len(x)), :, top, left]
