"""A constant of 1e-12 is added to the denominator, so that 0/0 needs no case of its own.

Caught by: hidden/test_precision.py::test_few_samples_called_positive
"""


def precision(y, y_hat):
    (_, fp), (_, tp) = _table(y, y_hat, 2).tolist()
    return tp / (tp + fp + 1e-12)
