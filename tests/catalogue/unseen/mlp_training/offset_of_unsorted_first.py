import numpy as np


def relu_interpolant(xs, ys):
    xs, ys = _real(xs), _real(ys)
    if xs.ndim != 1 or xs.shape != ys.shape or len(xs) < 2:
        raise ValueError("wrong shapes")
    points = sorted(zip(xs, ys))
    places = np.array([p[0] for p in points])
    values = np.array([p[1] for p in points])
    if np.any(places[1:] == places[:-1]):
        raise ValueError("two points at one place")
    slopes = np.diff(values) / np.diff(places)
    changes = slopes.copy()
    changes[1:] -= slopes[:-1]
    hidden = len(slopes)
    return [(np.ones((1, hidden), places.dtype), -places[:-1]), (changes[:, None], ys[:1].copy())]
