"""The axis to turn is found by its size, which fails where there are as many sequences as steps.

Caught by: hidden/test_birnn.py::test_layers_of_equal_size
"""

import numpy as np


def birnn_forward(x, forward, backward):
    x = _real(x)
    ahead, back = _states(x, *forward), _states(x[:, ::-1], *backward)
    return np.concatenate([ahead, np.flip(back, axis=back.shape.index(x.shape[1]))], axis=2)
