"""The predicted decrease is taken from the difference of the two places, in which a small step is rounded away.

Caught by: hidden/test_taylor.py::test_steps_that_are_small_beside_x
"""

import numpy as np


def taylor_step(f, grad, x, lr):
    x = _double(x)
    if not lr > 0:
        raise ValueError(f"lr must be > 0, got {lr}")
    g = _double(grad(x))
    x_new = x - lr * g
    return x_new, float(np.sum(g * (x - x_new))), float(f(x) - f(x_new))
