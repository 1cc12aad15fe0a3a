import numpy as np


def macro_f1(y, y_hat, k):
    C = confusion_matrix(y, y_hat, k)
    ps, rs = [], []
    for c in range(k):
        ps.append(_ratio(int(C[c, c]), int(C[:, c].sum())))
        rs.append(_ratio(int(C[c, c]), int(C[c, :].sum())))
    p, r = sum(ps) / k, sum(rs) / k
    return _ratio(2 * p * r, p + r)
