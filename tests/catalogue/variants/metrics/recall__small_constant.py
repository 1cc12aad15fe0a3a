"""A constant of 1e-12 is added to the denominator, so that 0/0 needs no case of its own.

Caught by: hidden/test_recall.py::test_few_positive_samples
"""


def recall(y, y_hat):
    _, (fn, tp) = _table(y, y_hat, 2).tolist()
    return tp / (tp + fn + 1e-12)
