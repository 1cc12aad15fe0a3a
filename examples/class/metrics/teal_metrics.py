import numpy as np
import pandas as pd


def confusion_matrix(y, y_hat, k):
    table = pd.crosstab(pd.Series(y, name="truth"), pd.Series(y_hat, name="prediction"))
    return table.reindex(index=range(k), columns=range(k), fill_value=0).to_numpy()


def confusion_counts(y, y_hat):
    (tn, fp), (fn, tp) = confusion_matrix(y, y_hat, 2)
    return int(tp), int(fp), int(tn), int(fn)


def accuracy(y, y_hat):
    return float((pd.Series(y) == pd.Series(y_hat)).mean())


def error_rate(y, y_hat):
    return 1 - accuracy(y, y_hat)


def precision(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    return tp / (tp + fp) if tp + fp else 0.0


def recall(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    return tp / (tp + fn) if tp + fn else 0.0


def f1_score(y, y_hat):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    return 2 * tp / (2 * tp + fp + fn) if tp else 0.0


def f_beta(y, y_hat, beta):
    tp, fp, tn, fn = confusion_counts(y, y_hat)
    b2 = beta**2
    return (1 + b2) * tp / ((1 + b2) * tp + b2 * fn + fp) if tp else 0.0


def macro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    return float(np.mean(2 * C.diagonal() / np.maximum(C.sum(0) + C.sum(1), 1)))


def micro_f1(y, y_hat, k):
    return accuracy(y, y_hat)
