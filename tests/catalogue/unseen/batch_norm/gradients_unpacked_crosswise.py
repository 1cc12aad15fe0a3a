import numpy as np


def update(gamma, beta, grads, lr):
    db, dg = grads
    out = []
    for p, g in ((gamma, dg), (beta, db)):
        p, g = np.asarray(p), np.asarray(g)
        p = p if p.dtype.kind == "f" else p.astype(np.float64)
        g = g if g.dtype.kind == "f" else g.astype(np.float64)
        out.append(p - float(lr) * g)
    return tuple(out)
