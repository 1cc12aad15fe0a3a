"""Of inputs that occur twice in xs only the last row of the table counts.

Caught by: hidden/test_expected.py::test_inputs_and_truths_that_occur_twice
"""

import numpy as np


def expected_risk(loss, f, joint, xs, ys):
    joint, xs, ys = _probabilities("joint", joint), np.asarray(xs), np.asarray(ys)
    if ys.ndim != 1 or joint.shape != (*xs.shape[:1], *ys.shape):
        raise ValueError("joint, xs and ys do not fit")
    if abs(joint.sum() - 1) > 1e-6:
        raise ValueError("joint must sum to 1")
    last = sorted({str(x): i for i, x in enumerate(xs.tolist())}.values())
    predictions = f(xs)
    i, j = np.nonzero(joint)
    kept = np.isin(i, last)
    i, j = i[kept], j[kept]
    return float((joint[i, j] * loss(ys[j], predictions[i])).sum())
