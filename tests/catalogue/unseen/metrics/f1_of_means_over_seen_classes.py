import numpy as np


def macro_f1(y, y_hat, k):
    C = _table(y, y_hat, k)
    hits = np.diagonal(C).astype(float)
    called, true = C.sum(axis=0), C.sum(axis=1)
    P = np.divide(hits, called, out=np.zeros(k), where=called > 0)
    R = np.divide(hits, true, out=np.zeros(k), where=true > 0)
    seen = called + true > 0
    p, r = P[seen].mean(), R[seen].mean()
    return float(2 * p * r / (p + r)) if p + r > 0 else 0.0
