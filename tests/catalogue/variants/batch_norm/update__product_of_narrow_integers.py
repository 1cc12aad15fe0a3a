"""An integer rate is multiplied with integer gradients in their own dtype, where the product overflows.

From the audit.
Caught by: hidden/test_update.py::test_narrow_and_unsigned_integers
"""

import numpy as np


def update(gamma, beta, grads, lr):
    steps = [lr * np.asarray(slope) for slope in grads]
    return tuple(_real(old) - _real(step) for old, step in zip((gamma, beta), steps, strict=True))
