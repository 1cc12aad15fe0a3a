def macro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    total = 0.0
    for c in range(k):
        tp = int(C[c, c])
        fp = int(C[:, c].sum()) - tp
        fn = int(C[c, :].sum()) - tp
        if 2 * tp + fp + fn > 0:
            total += 2 * tp / (2 * tp + fp + fn)
        return total / k
