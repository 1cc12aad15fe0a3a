import numpy as np


def gradient_check(f, x, analytic, h=1e-5):
    x = np.asarray(x, dtype=np.float64)
    analytic = np.asarray(analytic, dtype=np.float64)
    if analytic.shape != x.shape or not h > 0:
        raise ValueError("analytic and x need one shape, and h > 0")
    h = float(h)

    def slope(index):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        return (f(up) - f(down)) / (2 * h)

    numeric = np.array([slope(i) for i in np.ndindex(*x.shape)]).reshape(x.shape)
    difference = np.linalg.norm((analytic - numeric).ravel())
    size = np.linalg.norm(analytic.ravel()) + np.linalg.norm(numeric.ravel())
    return float(difference / max(size, 1e-8))
