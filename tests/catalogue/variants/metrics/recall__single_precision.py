"""The ratio is computed in float32.

Caught by: hidden/test_recall.py::test_few_positive_samples
"""

import numpy as np


def recall(y, y_hat):
    _, (fn, tp) = _table(y, y_hat, 2).astype(np.float32)
    return float(tp / (tp + fn)) if tp else 0.0
