"""An entry is moved back by subtracting the step, which loses its digits if the step is large.

Caught by: hidden/test_gradient.py::test_huge_steps_leave_the_other_entries
"""

import numpy as np


def numerical_gradient(f, x, h):
    x, h = _double(x).copy(), _step(h)
    gradient = np.empty(x.shape)
    for place in np.ndindex(x.shape):
        x[place] += h
        after = f(x.copy())
        x[place] -= 2 * h
        before = f(x.copy())
        x[place] += h
        gradient[place] = (after - before) / (2 * h)
    return gradient
