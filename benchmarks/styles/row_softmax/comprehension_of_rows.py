"""A function of one row, called in a list comprehension; the rows are put together at the end.

tier: none
advice: Where rows are looped over, let one call work on all of them
"""

import numpy as np


def softmax(row):
    largest = np.max(row)
    if np.isneginf(largest):
        return np.zeros_like(row)
    e = np.exp(row - largest)
    return e / np.sum(e)


def row_softmax(x):
    if not np.issubdtype(x.dtype, np.floating):
        x = x.astype(np.float64)
    return np.array([softmax(row) for row in x])
