# Metrics
import numpy as np


def confusion_counts(y, y_hat):
    """TP, FP, TN, FN"""
    tp = int(y @ y_hat)
    fp = int((1 - y) @ y_hat)
    tn = int((1 - y) @ (1 - y_hat))
    fn = int(y @ (1 - y_hat))
    return tp, fp, tn, fn


def accuracy(y, y_hat):
    """share of right predictions"""
    return float(np.mean(y == y_hat))


def error_rate(y, y_hat):
    """1 - accuracy"""
    return 1.0 - accuracy(y, y_hat)


def precision(y, y_hat):
    """TP / (TP + FP)"""
    tp = np.sum((y == 1) & (y_hat == 1))
    fp = np.sum((y == 0) & (y_hat == 1))
    return float(tp / (tp + fp)) if tp + fp > 0 else 0.0


def recall(y, y_hat):
    """TP / (TP + FN)"""
    tp = np.sum((y == 1) & (y_hat == 1))
    fn = np.sum((y == 1) & (y_hat == 0))
    return float(tp / (tp + fn)) if tp + fn > 0 else 0.0


def f1_score(y, y_hat):
    """harmonic mean"""
    p = precision(y, y_hat)
    r = recall(y, y_hat)
    return 2 * p * r / (p + r) if p + r > 0 else 0.0


def f_beta(y, y_hat, beta):
    """weighted harmonic mean"""
    p = precision(y, y_hat)
    r = recall(y, y_hat)
    if p + r == 0:
        return 0.0
    return (1 + beta**2) * p * r / (beta**2 * p + r)


def confusion_matrix(y, y_hat, k):
    """rows: truth, columns: prediction"""
    C = np.zeros((k, k), dtype=int)
    C[y, y_hat] += 1
    return C


def macro_f1(y, y_hat, k):
    """mean of the F1 scores of all classes"""
    scores = []
    for c in range(k):
        scores.append(f1_score((y == c).astype(int), (y_hat == c).astype(int)))
    return float(np.mean(scores))


def micro_f1(y, y_hat, k):
    """F1 of all classes together"""
    return accuracy(y, y_hat)


if __name__ == "__main__":
    y = np.array([1, 1, 0, 0, 1])
    y_hat = np.array([1, 0, 0, 1, 1])
    print(confusion_counts(y, y_hat), f1_score(y, y_hat))
    print(confusion_matrix(y, y_hat, 2))
