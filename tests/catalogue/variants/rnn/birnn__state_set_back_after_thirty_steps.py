"""The sequence is read in pieces of thirty steps, each from the first state again.

Caught by: hidden/test_birnn.py::test_long_sequences
"""

import numpy as np


def _pieces(x, layer):
    return np.concatenate([_states(x[:, t : t + 30], *layer) for t in range(0, x.shape[1], 30)], axis=1)


def birnn_forward(x, forward, backward):
    x = _real(x)
    return np.concatenate([_pieces(x, forward), _pieces(x[:, ::-1], backward)[:, ::-1]], axis=2)
