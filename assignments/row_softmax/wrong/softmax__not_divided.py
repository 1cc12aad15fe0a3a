"""You returned the exponentials without dividing by their sum. The largest weight of each of your rows is 1;
look at the denominator of the formula.
"""

import numpy as np


def row_softmax(x):
    top = x.max(axis=1, keepdims=True) * 1.0
    top[top == -np.inf] = 0
    return np.exp(x - top)
