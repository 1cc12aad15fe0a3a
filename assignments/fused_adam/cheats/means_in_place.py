"""Writes the new means into the caller's arrays as well, as an optimizer would.

verdict: failed
"""

from exercise import good


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1, beta2, eps):
    out = good(w, g, m, v, sizes, lam, t, lr, beta1, beta2, eps)
    m[...], v[...] = out[1], out[2]
    return out
