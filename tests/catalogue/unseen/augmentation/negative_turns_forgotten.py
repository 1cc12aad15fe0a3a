import numpy as np


def rotate90(x, times=1):
    for _ in range(times):
        x = np.flip(np.swapaxes(x, -1, -2), axis=-2)
    return x.copy()
