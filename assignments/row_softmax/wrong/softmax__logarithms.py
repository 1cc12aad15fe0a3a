"""You returned the logarithms of the weights. They are what a loss wants, and here the weights are asked for;
look at the last step.
"""

import numpy as np


def row_softmax(x):
    top = x.max(axis=1, keepdims=True) * 1.0
    top[top == -np.inf] = 0
    with np.errstate(all="ignore"):
        return x - top - np.log(np.exp(x - top).sum(axis=1, keepdims=True))
