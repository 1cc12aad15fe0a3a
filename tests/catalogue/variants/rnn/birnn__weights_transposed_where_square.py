"""Wx of the backward layer is transposed where D = H.

Caught by: hidden/test_birnn.py::test_layers_of_equal_size
"""

import numpy as np


def birnn_forward(x, forward, backward):
    h0, Wx, Wh, b = backward
    Wx = np.asarray(Wx).T if Wx.shape[0] == Wx.shape[1] else Wx
    ahead, back = _states(x, *forward), _states(_real(x)[:, ::-1], h0, Wx, Wh, b)[:, ::-1]
    return np.concatenate([ahead, back], axis=2)
