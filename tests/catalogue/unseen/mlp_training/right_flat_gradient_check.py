import math

import numpy as np


def gradient_check(f, x, analytic, h=1e-5):
    point = np.asarray(x).astype(np.float64)
    a = np.asarray(analytic).astype(np.float64)
    if point.shape != a.shape:
        raise ValueError("x and analytic differ in shape")
    h = float(h)
    if h <= 0:
        raise ValueError("the step must be positive")
    slopes = []
    for k in range(point.size):
        values = []
        for sign in (1, -1):
            moved = point.flatten()
            moved[k] += sign * h
            values.append(float(f(moved.reshape(point.shape))))
        slopes.append((values[0] - values[1]) / (2 * h))
    entries = a.flatten().tolist()
    distance = math.hypot(*(p - q for p, q in zip(entries, slopes)))
    size = math.hypot(*entries) + math.hypot(*slopes)
    return distance / size if size > 0 else 0.0
