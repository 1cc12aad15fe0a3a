import numpy as np


def confusion_matrix(y, y_hat, k):
    _check_paired(y, y_hat)
    _check_labels("y", y, k)
    _check_labels("y_hat", y_hat, k)
    onehot_true = np.eye(k, dtype=np.int64)[y.astype(np.intp)]
    onehot_pred = np.eye(k, dtype=np.int64)[y_hat.astype(np.intp)]
    return onehot_pred.T @ onehot_true


def f_beta(y, y_hat, beta):
    if beta <= 0:
        raise ValueError("beta")
    beta = float(beta)
    P, R = precision(y, y_hat), recall(y, y_hat)
    if P + R == 0:
        return 0.0
    return (1 + beta) * P * R / (beta * P + R)
