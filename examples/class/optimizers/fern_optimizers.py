"""Optimizers -- fern"""
import numpy as np


def floats(*arrays):
    """as floats, all of one shape"""
    out = []
    for a in arrays:
        a = np.asarray(a)
        if a.dtype.kind != "f":
            a = a.astype("float64")
        out.append(a)
    for a in out[1:]:
        if a.shape != out[0].shape:
            raise ValueError(f"shapes differ: {a.shape} and {out[0].shape}")
    return out


def check(ok, words):
    if not ok:
        raise ValueError(words)


def sgd(w, g, lr):
    check(lr > 0, "lr > 0")
    w, g = floats(w, g)
    return w - lr * g


def momentum(w, g, v, lr, mu=0.9):
    check(lr > 0 and 0 <= mu < 1, "lr > 0, 0 <= mu < 1")
    w, g, v = floats(w, g, v)
    v = g + mu * v
    return sgd(w, v, lr), v


def nesterov(w, g, v, lr, mu=0.9):
    w2, v2 = momentum(w, g, v, lr, mu)
    # one more velocity, but with the gradient of now:
    # g + mu v' = v' + mu (v' - v)
    w, g, v = floats(w, g, v)
    return w - lr * (v2 + mu * (v2 - v)), v2


def adagrad(w, g, s, lr, eps=1e-8):
    check(lr > 0 and eps > 0, "lr, eps > 0")
    w, g, s = floats(w, g, s)
    s = s + g**2
    return w - lr * g / (s**0.5 + eps), s


def rmsprop(w, g, s, lr, rho=0.9, eps=1e-8):
    check(lr > 0 and eps > 0 and 0 <= rho < 1, "lr, eps > 0, 0 <= rho < 1")
    w, g, s = floats(w, g, s)
    s = s - (1 - rho) * (s - g**2)
    return w - lr * g / (s**0.5 + eps), s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    return weight_decay_step(w, g, m, v, t, lr, 0.0, beta1, beta2, eps)


def weight_decay_step(w, g, m, v, t, lr, lam, beta1=0.9, beta2=0.999, eps=1e-8):
    check(lr > 0 and eps > 0, "lr, eps > 0")
    check(0 <= beta1 < 1 and 0 <= beta2 < 1, "betas in [0, 1)")
    check(t >= 0 and lam >= 0, "t, lam >= 0")
    w, g, m, v = floats(w, g, m, v)
    t += 1
    m = m * beta1 + g * (1 - beta1)
    v = v * beta2 + g**2 * (1 - beta2)
    step = m / (1 - beta1**t) / ((v / (1 - beta2**t)) ** 0.5 + eps)
    # print(t, abs(step).max())
    return w * (1 - lr * lam) - lr * step, m, v, t


def batch_gd(grad, w, X, y, lr, steps):
    check(steps >= 0, "steps >= 0")
    return minibatch_gd(grad, w, X, y, lr, [np.arange(len(X))] * steps)


def stochastic_gd(grad, w, X, y, lr, order):
    check(np.ndim(order) == 1, "order is a list of rows")
    return minibatch_gd(grad, w, X, y, lr, np.reshape(order, (-1, 1)))


def minibatch_gd(grad, w, X, y, lr, batches):
    check(X.ndim == 2 and len(X) > 0 and y.shape == X.shape[:1], "X (n, d), y (n,)")
    check(lr > 0, "lr > 0")
    (w,) = floats(w)
    for rows in batches:
        check(rows.ndim == 1 and rows.dtype.kind in "iu" and rows.size > 0, "rows are integers")
        check(rows.min() >= 0 and rows.max() < len(X), "no such row")
        w = sgd(w, grad(w, X[rows], y[rows]), lr)
    return w * 1


def converges(lr, curvature):
    check(curvature > 0, "curvature > 0")
    return bool(lr > 0 and lr * curvature < 2)
