def precision(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    return tp / (tp + fp + tn + fn)


def recall(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    return tp / (fp + tn) if fp + tn else 0.0
