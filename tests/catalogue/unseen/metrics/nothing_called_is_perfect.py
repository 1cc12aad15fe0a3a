def precision(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    called = tp + fp
    # no call, no false call
    return tp / called if called > 0 else 1.0
