import numpy as np


def relu_interpolant(xs, ys):
    xs, ys = np.asarray(xs), np.asarray(ys)
    if xs.dtype.kind != "f":
        xs = xs.astype(np.float64)
    if ys.dtype.kind != "f":
        ys = ys.astype(np.float64)
    if xs.ndim != 1 or ys.shape != xs.shape:
        raise ValueError("xs and ys must be (n,)")
    n = len(xs)
    if n < 2:
        raise ValueError("xs must hold two points or more")
    pts = sorted(zip(xs, ys), key=lambda p: p[0])
    s = []
    for (x0, y0), (x1, y1) in zip(pts, pts[1:]):
        if x0 == x1:
            raise ValueError("xs must be different")
        s.append((y1 - y0) / (x1 - x0))
    c = [s[0]] + [si - s[0] for si in s[1:]]
    W1 = np.ones((1, n - 1), dtype=xs.dtype)
    b1 = np.array([-p[0] for p in pts[:-1]], dtype=xs.dtype)
    W2 = np.array(c, dtype=xs.dtype).reshape(n - 1, 1)
    b2 = np.array([pts[0][1]], dtype=xs.dtype)
    return [(W1, b1), (W2, b2)]
