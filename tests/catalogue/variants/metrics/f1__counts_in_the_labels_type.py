"""Twice the true positives and the mistakes are added in the type of the labels, where the sum overflows.

Caught by: hidden/test_f1.py::test_hundreds_of_8_bit_labels
"""


def f1_score(y, y_hat):
    (_, fp), (fn, tp) = _table(y, y_hat, 2).astype(y.dtype)
    whole = 2 * tp + fp + fn
    return float(2 * tp) / float(whole) if whole else 0.0
