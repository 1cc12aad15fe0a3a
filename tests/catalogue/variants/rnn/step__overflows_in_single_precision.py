"""tanh is made from exponentials of up to 350, which are infinite in float32.

Caught by: hidden/test_step.py::test_large_inputs_saturate
"""

import numpy as np


def rnn_step(x, h, Wx, Wh, b):
    x, h, Wx, Wh, b = (_real(a) for a in (x, h, Wx, Wh, b))
    a = np.clip(x @ Wx + h @ Wh + b, -350, 350)
    return (np.exp(a) - np.exp(-a)) / (np.exp(a) + np.exp(-a))
