"""Only a rate of 0 or below is refused, and NaN is none of these.

Caught by: hidden/test_taylor.py::test_learning_rate_that_is_not_positive_is_refused
"""

import numpy as np


def taylor_step(f, grad, x, lr):
    x = _double(x)
    if lr <= 0:
        raise ValueError(f"lr must be > 0, got {lr}")
    g = _double(grad(x))
    x_new = x - lr * g
    return x_new, float(lr * np.sum(g * g)), float(f(x) - f(x_new))
