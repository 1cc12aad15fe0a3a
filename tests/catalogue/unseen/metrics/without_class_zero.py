def micro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k).tolist()
    tp = fp = fn = 0
    for c in range(1, k):
        tp += C[c][c]
        fp += sum(C[i][c] for i in range(k) if i != c)
        fn += sum(C[c][j] for j in range(k) if j != c)
    whole = 2 * tp + fp + fn
    return 2 * tp / whole if whole else 0.0
