import numpy as np


def gradient_check(f, x, analytic, h=1e-5):
    x = np.array(x, dtype=np.float64)
    a = np.array(analytic, dtype=np.float64)
    if x.shape != a.shape:
        raise ValueError("shapes differ")
    if not h > 0:
        raise ValueError("h must be positive")
    h = float(h)
    n = np.zeros(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    places = [it.multi_index for _ in it]
    for k in places:
        x[k] += h
        f_plus = f(x)
        x[k] -= 2 * h
        f_minus = f(x)
        n[k] = (f_plus - f_minus) / (2 * h)
    total = np.sqrt((a**2).sum()) + np.sqrt((n**2).sum())
    if total == 0:
        return 0.0
    return float(np.sqrt(((a - n) ** 2).sum()) / total)
