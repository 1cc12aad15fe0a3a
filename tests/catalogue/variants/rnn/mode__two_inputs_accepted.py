"""one_to_many accepts two inputs and drops the second; only from three on it refuses.

Caught by: hidden/test_mode.py::test_what_makes_no_sense_is_refused
"""

import numpy as np


def run_mode(x, h0, Wx, Wh, b, Wo, mode, steps=None):
    if mode not in ("many_to_many", "many_to_one", "one_to_many"):
        raise ValueError("unknown mode")
    if mode == "one_to_many" and (x.shape[1] > 2 or steps is None or steps < 1):
        raise ValueError("one input, and steps of at least 1")
    x = _real(x)
    if mode == "one_to_many":
        x = x[:, :1]
        x = np.concatenate([x, np.zeros((len(x), steps - 1, x.shape[2]), x.dtype)], axis=1)
    outputs = _states(x, h0, Wx, Wh, b) @ _real(Wo)
    return outputs[:, -1] if mode == "many_to_one" else outputs
