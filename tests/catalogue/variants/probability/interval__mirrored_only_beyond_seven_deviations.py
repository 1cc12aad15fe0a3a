"""The interval is mirrored only if it begins seven deviations above the mean, so that digits are lost before.

Caught by: hidden/test_interval.py::test_between_six_and_nine_deviations
"""

import math


def gaussian_interval(a, b, mu, sigma):
    sigma = _deviation(sigma)
    low, high = (float(a) - float(mu)) / sigma, (float(b) - float(mu)) / sigma
    if not low <= high:
        raise ValueError(f"a must not be above b, got {a} and {b}")
    if low > 7:
        low, high = -high, -low
    return 0.5 * (math.erfc(-high / math.sqrt(2)) - math.erfc(-low / math.sqrt(2)))
