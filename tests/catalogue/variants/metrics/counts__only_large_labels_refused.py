"""Labels above 1 are refused, negative ones are counted as negatives.

Caught by: hidden/test_counts.py::test_labels_other_than_0_and_1_are_refused
"""


def confusion_counts(y, y_hat):
    _check_paired(y, y_hat)
    if y.max() > 1 or y_hat.max() > 1:
        raise ValueError("labels must be 0 or 1.")
    true, called = y == 1, y_hat == 1
    pairs = (true & called, ~true & called, ~true & ~called, true & ~called)
    return tuple(int(pair.sum()) for pair in pairs)
