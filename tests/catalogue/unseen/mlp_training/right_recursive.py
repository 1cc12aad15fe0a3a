import numpy as np


def _num(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def mlp_forward(params, X):
    if len(params) == 0:
        raise ValueError("params has no layers")
    (W, b), rest = params[0], params[1:]
    z = np.einsum("bi,io->bo", _num(X), _num(W)) + _num(b)
    return mlp_forward(rest, np.where(z > 0, z, np.zeros_like(z))) if len(rest) else z


def _descend(params, h, y):
    W, b = _num(params[0][0]), _num(params[0][1])
    z = h @ W + b
    if len(params) == 1:
        low = z - z.max(axis=1, keepdims=True)
        logp = low - np.log(np.exp(low).sum(axis=1, keepdims=True))
        delta = np.exp(logp)
        for i, c in enumerate(y):
            delta[i, c] -= 1
        delta = delta / len(y)
        tail = []
    else:
        on = z > 0
        dh, tail = _descend(params[1:], np.where(on, z, np.zeros_like(z)), y)
        delta = np.where(on, dh, np.zeros_like(dh))
    return delta @ W.T, [(np.tensordot(h, delta, (0, 0)), np.einsum("bo->o", delta))] + tail


def mlp_backward(params, X, labels):
    if len(params) == 0:
        raise ValueError("params has no layers")
    X, labels = _num(X), np.asarray(labels)
    K = np.asarray(params[-1][1]).size
    if labels.shape != (len(X),) or labels.dtype.kind not in "iu":
        raise ValueError("labels must be one integer per row")
    y = [int(c) for c in labels]
    if min(y) < 0 or max(y) >= K:
        raise ValueError("labels must be in 0 ... K - 1")
    return _descend(list(params), X, y)[1]


def relu_interpolant(xs, ys):
    xs, ys = _num(xs), _num(ys)
    if xs.ndim != 1 or xs.shape != ys.shape or len(xs) < 2:
        raise ValueError("xs and ys must have shape (n,), n >= 2")
    if len(set(xs.tolist())) != len(xs):
        raise ValueError("xs must be different")
    points = sorted(zip(xs, ys))
    units, before = [], xs.dtype.type(0)
    for (a, u), (b, v) in zip(points[:-1], points[1:]):
        slope = (v - u) / (b - a)
        units.append((1, -a, slope - before))
        before = slope
    w1, b1, w2 = (np.array(column, dtype=xs.dtype) for column in zip(*units))
    return [(w1[None, :], b1), (w2[:, None], np.array([points[0][1]], dtype=ys.dtype))]
