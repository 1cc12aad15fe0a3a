import numpy as np


def rotate90(x, times=1):
    kind = times % 4
    if kind == 1:
        return np.flip(np.swapaxes(x, -1, -2), -2)
    if kind == 2:
        return x[..., ::-1, ::-1]
    if kind == 3:
        return np.flip(np.swapaxes(x, -1, -2), -1)
    return x.copy()


def horizontal_flip(x):
    return np.take(x, range(x.shape[-1] - 1, -1, -1), axis=-1)


def scale_nearest(x, height, width):
    if height < 1 or width < 1:
        raise ValueError("too small")
    H, W = x.shape[-2:]
    rows = np.searchsorted(np.arange(1, H + 1) * height, np.arange(height) * H, side="right")
    columns = [divmod(j * W, width)[0] for j in range(width)]
    return x.take(rows, axis=-2).take(columns, axis=-1)
