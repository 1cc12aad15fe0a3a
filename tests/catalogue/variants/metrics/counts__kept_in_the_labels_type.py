"""The four counts are kept in the type of the labels, where 256 becomes 0.

Caught by: hidden/test_counts.py::test_hundreds_of_unsigned_8_bit_labels
"""


def confusion_counts(y, y_hat):
    (tn, fp), (fn, tp) = _table(y, y_hat, 2).astype(y.dtype).tolist()
    return tp, fp, tn, fn
