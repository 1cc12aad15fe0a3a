"""You multiply the label arrays, and a product of 8-bit arrays is added up in 8 bits, where it wraps
around. Look at the type of the labels, and count samples with a comparison instead.
"""

def confusion_counts(y, y_hat):
    tp = int(y @ y_hat)
    fp = int((1 - y) @ y_hat)
    tn = int((1 - y) @ (1 - y_hat))
    fn = int(y @ (1 - y_hat))
    return tp, fp, tn, fn
