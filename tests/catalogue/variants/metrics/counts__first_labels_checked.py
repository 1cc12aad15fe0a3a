"""Only the first three labels of each array are checked.

Caught by: hidden/test_counts.py::test_labels_other_than_0_and_1_are_refused
"""


def confusion_counts(y, y_hat):
    _check_paired(y, y_hat)
    _check_labels("y", y[:3], 2)
    _check_labels("y_hat", y_hat[:3], 2)
    true, called = y == 1, y_hat == 1
    pairs = (true & called, ~true & called, ~true & ~called, true & ~called)
    return tuple(int(pair.sum()) for pair in pairs)
