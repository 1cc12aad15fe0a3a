import numpy as np


def class_priors(y, k=None):
    y = _labels(y)
    if k is None:
        k = int(y.max()) + 1
    if int(y.max()) >= k:
        raise ValueError("y: a label is not below k")
    counts = np.zeros(k)
    for label in y:
        counts[label] += 1
    # as in the spam filter of the other course
    return (counts + 1) / (y.size + k)
