# losses, exercise 9
import numpy as np


def _pair(a, b):
    a, b = np.asarray(a), np.asarray(b)
    a = a if a.dtype.kind == "f" else a.astype(float)
    b = b if b.dtype.kind == "f" else b.astype(float)
    if a.ndim != 1 or a.shape != b.shape or a.size == 0:
        raise ValueError("shapes")
    return a, b


def _prob(p):
    p = np.asarray(p)
    p = p if p.dtype.kind == "f" else p.astype(float)
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("not a probability")
    return p


def zero_one(y, y_hat):
    y, y_hat = _pair(y, y_hat)
    return (y != y_hat).astype(float)


def squared(y, y_hat):
    y, y_hat = _pair(y, y_hat)
    return (y - y_hat) ** 2


def absolute(y, y_hat):
    y, y_hat = _pair(y, y_hat)
    return abs(y - y_hat)


def negative_log_likelihood(p_true):
    p, _ = _pair(_prob(p_true), p_true)
    with np.errstate(divide="ignore"):
        return -np.log(p)


def mse(y, y_hat):
    y, y_hat = _pair(y, y_hat)
    # half mean squared error, as in the lecture
    return float(0.5 * np.mean((y - y_hat) ** 2))


def binary_cross_entropy(y, p):
    y, p = _pair(_prob(y), _prob(p))
    p = np.clip(p, 1e-15, 1 - 1e-15)  # log(0) is not defined
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def categorical_cross_entropy(Y, P):
    Y, P = _prob(Y), _prob(P)
    if Y.ndim != 2 or Y.shape != P.shape or len(Y) == 0:
        raise ValueError("shapes")
    if np.any(abs(Y.sum(axis=1) - 1) > 1e-6) or np.any(abs(P.sum(axis=1) - 1) > 1e-6):
        raise ValueError("rows must sum to 1")
    with np.errstate(divide="ignore"):
        logs = np.log(P)
    return float(-np.mean(np.where(Y > 0, Y * np.where(Y > 0, logs, 0), 0)))


def focal_loss(y, p, gamma):
    y, p = _pair(y, _prob(p))
    gamma = float(gamma)
    if not 0 <= gamma < np.inf or not np.all((y == 0) | (y == 1)):
        raise ValueError("gamma or y")
    rest = np.where(y == 1, 1 - p, p)
    with np.errstate(divide="ignore"):
        log_q = np.where(y == 1, np.log(p), np.log1p(-p))
    return float(-np.mean(rest**gamma * log_q))


def empirical_risk(loss, f, X, y):
    X, y = np.asarray(X), np.asarray(y)
    if y.ndim != 1 or y.size == 0 or len(X) != len(y):
        raise ValueError("X and y")
    return float(np.mean(loss(y, f(X))))


def expected_risk(loss, f, joint, xs, ys):
    joint, xs, ys = _prob(joint), np.asarray(xs), np.asarray(ys)
    if joint.ndim != 2 or ys.ndim != 1 or joint.shape != (len(xs), len(ys)) or abs(joint.sum() - 1) > 1e-6:
        raise ValueError("joint")
    i, j = np.nonzero(joint)
    return float(np.sum(joint[i, j] * loss(ys[j], f(xs)[i])))


def structural_risk(loss, f, X, y, w, lam, penalty):
    w = np.asarray(w, dtype=float)
    lam = float(lam)
    if not 0 <= lam < np.inf or penalty not in ("l1", "l2"):
        raise ValueError("lam or penalty")
    size = abs(w).sum() if penalty == "l1" else 0.5 * (w**2).sum()
    return empirical_risk(loss, f, X, y) + lam * float(size)
