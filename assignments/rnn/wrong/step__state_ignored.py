"""Your new state does not depend on the old one. A network without memory treats every word as the first;
look at where h stands in the formula.
"""

import numpy as np


def rnn_step(x, h, Wx, Wh, b):
    return np.tanh(x @ Wx + b)
