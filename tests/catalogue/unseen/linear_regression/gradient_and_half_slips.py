import numpy as np


def _floats(*arrays):
    return [np.asarray(a) if np.asarray(a).dtype.kind == "f" else np.asarray(a).astype(float) for a in arrays]


def loss_gradient(X, y, w, b, lam=0):
    X, y, w = _floats(X, y, w)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError("X has no samples or not two axes")
    if y.shape != X.shape[:1]:
        raise ValueError("y does not fit to X")
    if w.shape != X.shape[1:]:
        raise ValueError("w does not fit to X")
    if float(lam) < 0:
        raise ValueError("lam < 0")
    resid = X @ w + float(b) - y
    dw = np.mean(resid[:, None] * X, axis=0) + float(lam) * w
    db = resid.sum()
    return dw, float(db)


def half_mse_loss(y, y_hat):
    y, y_hat = _floats(y, y_hat)
    if y.ndim != 1 or len(y) == 0:
        raise ValueError("y must be (n,)")
    if y_hat.shape != y.shape:
        raise ValueError("y_hat must be (n,)")
    total = np.mean((y - y_hat) ** 2)
    return float(0.5 * total / len(y))
