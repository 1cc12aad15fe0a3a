import numpy as np


def update(gamma, beta, grads, lr):
    step = -lr

    def moved(p, g):
        p, g = np.asarray(p), np.asarray(g)
        if p.dtype.kind != "f":
            p = p.astype(np.float64)
        if g.dtype.kind != "f":
            g = g.astype(np.float64)
        return (p + g * float(step)).astype(p.dtype)

    return moved(gamma, grads[0]), moved(beta, grads[1])
