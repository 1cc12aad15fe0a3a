import numpy as np

# --- conversions ---------------------------------------------------------------------------------------


def floats(*arrays):
    out = []
    for a in arrays:
        a = np.array(a)
        out.append(a if a.dtype == np.float32 else a.astype(np.float64))
    return out


# --- closed forms --------------------------------------------------------------------------------------


def fit_univariate(x, y):
    x, y = floats(x, y)
    if x.ndim != 1 or y.ndim != 1 or x.size != y.size:
        raise ValueError("x and y must have shape (n,)")
    if x.max() == x.min():
        raise ValueError("no spread in x")
    covariance = np.cov(x, y, bias=True)
    slope = covariance[0, 1] / covariance[0, 0]
    return float(slope), float(y.mean() - slope * x.mean())


def fit_normal_equation(X, y):
    X, y = floats(X, y)
    if X.ndim != 2 or y.ndim != 1 or X.shape[0] != y.shape[0] or X.shape[0] == 0:
        raise ValueError("X must have shape (n, d) and y (n,)")
    ones = np.ones((X.shape[0], 1), X.dtype)
    return np.linalg.lstsq(np.block([ones, X]), y, rcond=None)[0]


def fit_normal_equation_columns(X, y):
    X, y = floats(X, y)
    if X.ndim != 2 or y.ndim != 1 or X.shape[1] != y.shape[0] or X.shape[1] == 0:
        raise ValueError("X must have shape (d, n) and y (n,)")
    return fit_normal_equation(X.T, y)


def fit_ridge(X, y, lam):
    X, y = floats(X, y)
    if X.ndim != 2 or y.ndim != 1 or X.shape[0] != y.shape[0] or X.shape[0] == 0:
        raise ValueError("X must have shape (n, d) and y (n,)")
    if lam < 0:
        raise ValueError("lam must be >= 0")
    n, d = X.shape
    A = np.hstack([np.ones((n, 1), X.dtype), X])
    penalty = lam * np.eye(d + 1, dtype=X.dtype)
    penalty[0, 0] = 0  # the intercept is free
    return np.linalg.solve(A.T @ A + penalty, A.T @ y)


# --- model and losses ----------------------------------------------------------------------------------


def predict(X, w, b):
    X, w = floats(X, w)
    if X.ndim != 2 or w.shape != X.shape[1:]:
        raise ValueError("shapes do not fit")
    return np.einsum("nd,d->n", X, w) + float(b)


def mse_loss(y, y_hat):
    y, y_hat = floats(y, y_hat)
    if y.ndim != 1 or y_hat.ndim != 1 or y.size != y_hat.size or y.size == 0:
        raise ValueError("shapes do not fit")
    return float(np.average((y - y_hat) ** 2))


def half_mse_loss(y, y_hat):
    return half_mse_loss(y, y_hat) / 2


def loss_gradient(X, y, w, b, lam=0.0):
    X, y, w = floats(X, y, w)
    if y.shape != X.shape[:1] or len(X) == 0 or lam < 0:
        raise ValueError("bad input")
    e = predict(X, w, b) - y
    return np.einsum("nd,n->d", X, e) / e.size + float(lam) * w, float(e.mean())


# --- iterative -----------------------------------------------------------------------------------------


def gradient_descent(X, y, lr, steps):
    X, y = floats(X, y)
    if X.ndim != 2 or lr <= 0 or steps < 0:
        raise ValueError("bad input")
    w, b = np.zeros(X.shape[1], X.dtype), 0.0
    dw, db = loss_gradient(X, y, w, b)
    for _ in range(steps):
        w, b = w - lr * dw, b - lr * db
        dw, db = loss_gradient(X, y, w, b)
    return w, b


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    X, y, w = floats(X, y, w)
    if X.ndim != 2 or w.shape != X.shape[1:] or y.shape != X.shape[:1] or lr <= 0 or weight_decay < 0:
        raise ValueError("bad input")
    b = float(b)
    for rows in batches:
        if len(rows) == 0 or not all(0 <= row < len(X) for row in rows):
            raise ValueError("bad batch")
        dw, db = loss_gradient(X[rows], y[rows], w, b, weight_decay)
        w, b = w - lr * dw, b - lr * db
    return w, b
