"""A masked array of numpy.ma leaves out the entries of minus infinity; they are filled with zeros at the end.

tier: none
advice: count the arrays that are made and how often each is read | Your function holds more than its result
"""

import numpy as np


def row_softmax(x):
    x = x.astype(np.result_type(x.dtype, 1.0))
    m = np.ma.masked_array(x, mask=np.isneginf(x))
    top = m.max(axis=1, keepdims=True)
    e = np.ma.exp(m - top)
    p = e / e.sum(axis=1, keepdims=True)
    return np.ma.filled(p, 0).astype(x.dtype)
