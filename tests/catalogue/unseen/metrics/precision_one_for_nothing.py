def precision(y, y_hat):
    tp, fp, _, fn = confusion_counts(y, y_hat)
    called = tp + fp
    if called == 0:
        # nothing was called positive
        return 1.0 if fn == 0 else 0.0
    return tp / called
