"""Inputs are clipped at 10 before they are multiplied.

Caught by: hidden/test_step.py::test_large_inputs_with_small_weights
"""

import numpy as np


def rnn_step(x, h, Wx, Wh, b):
    return _next_state(np.clip(_real(x), -10, 10), _real(h), _real(Wx), _real(Wh), _real(b))
