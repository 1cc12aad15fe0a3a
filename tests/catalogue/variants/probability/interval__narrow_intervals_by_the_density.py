"""An interval that is narrower than a tenth of a deviation is taken as a rectangle.

Caught by: hidden/test_interval.py::test_narrow_intervals
"""

import math


def gaussian_interval(a, b, mu, sigma):
    sigma = _deviation(sigma)
    low, high = (float(a) - float(mu)) / sigma, (float(b) - float(mu)) / sigma
    if not low <= high:
        raise ValueError(f"a must not be above b, got {a} and {b}")
    if low == high:
        return 0.0
    if high - low < 0.1:
        middle = 0.5 * (low + high)
        return (high - low) * math.exp(-0.5 * middle * middle) / math.sqrt(2 * math.pi)
    if low > 0:
        low, high = -high, -low
    return 0.5 * (math.erfc(-high / math.sqrt(2)) - math.erfc(-low / math.sqrt(2)))
