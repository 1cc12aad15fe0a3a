"""You divided by h. The two places lie two steps apart; look at the denominator of the slope.
"""

import numpy as np


def gradient_check(f, x, analytic, h=1e-5):
    x, analytic = np.array(x, dtype=np.float64), np.asarray(analytic, dtype=np.float64)
    if analytic.shape != x.shape:
        raise ValueError("analytic must have the shape of x")
    if not h > 0:
        raise ValueError("h must be > 0")
    numeric = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        numeric[index] = (f(x + step) - f(x - step)) / h
    a, n = np.sqrt((analytic**2).sum()), np.sqrt((numeric**2).sum())
    distance = np.sqrt(((analytic - numeric) ** 2).sum())
    if a + n == 0:
        return 0.0
    return float(distance / (a + n))
