"""The square of the distance is expanded, which loses digits where samples are far from 0 and close to the mean.

Caught by: hidden/test_log_likelihood.py::test_a_large_mean
"""

import math


def gaussian_log_likelihood(x, mu, sigma):
    x, mu, sigma = _samples(x), float(mu), _deviation(sigma)
    squares = float((x * x).sum() - 2 * mu * x.sum() + len(x) * mu * mu)
    return -len(x) * (math.log(sigma) + 0.5 * math.log(2 * math.pi)) - 0.5 * squares / sigma / sigma
