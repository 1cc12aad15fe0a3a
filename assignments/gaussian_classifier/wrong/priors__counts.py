"""Your result holds how many samples each class has. A prior is a share of all samples; look at what stands
under the fraction bar.
"""

import numpy as np


def class_priors(y, k=None):
    y = np.asarray(y)
    if y.ndim != 1 or y.size == 0 or y.dtype.kind not in "iu" or y.min() < 0:
        raise ValueError("y must hold integers >= 0")
    y = y.astype(np.int64)
    if k is not None and y.max() >= k:
        raise ValueError("y must hold labels below k")
    classes = y.max() + 1 if k is None else k
    counts = np.bincount(y, minlength=classes)
    return counts.astype(float)
