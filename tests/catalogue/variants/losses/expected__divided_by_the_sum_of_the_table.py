"""The risk is divided by the sum of the table, which may differ from 1 a little.

Caught by: hidden/test_expected.py::test_dtypes_and_repeated_calls
"""

import numpy as np


def expected_risk(loss, f, joint, xs, ys):
    joint, xs, ys = _probabilities("joint", joint), np.asarray(xs), np.asarray(ys)
    if ys.ndim != 1 or joint.shape != (*xs.shape[:1], *ys.shape):
        raise ValueError("joint, xs and ys do not fit")
    if abs(joint.sum() - 1) > 1e-6:
        raise ValueError("joint must sum to 1")
    i, j = np.nonzero(joint)
    return float((joint[i, j] * loss(ys[j], f(xs)[i])).sum() / joint.sum())
