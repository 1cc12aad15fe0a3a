import numpy as np


def rel_error(a, n):
    """largest relative error"""
    diff, size = np.abs(a - n), np.abs(a) + np.abs(n)
    ratios = diff[size > 0] / size[size > 0]
    return float(ratios.max()) if ratios.size else 0.0


def eval_numerical_gradient(f, x, h):
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readonly"])
    while not it.finished:
        ix = it.multi_index
        plus, minus = x.copy(), x.copy()
        plus[ix] += h
        minus[ix] -= h
        grad[ix] = (f(plus) - f(minus)) / (2 * h)
        it.iternext()
    return grad


def gradient_check(f, x, analytic, h=1e-5):
    x, analytic = np.array(x, dtype=float), np.array(analytic, dtype=float)
    if x.shape != analytic.shape or not h > 0:
        raise ValueError("bad arguments")
    return rel_error(analytic, eval_numerical_gradient(f, x, float(h)))
